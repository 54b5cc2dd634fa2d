// Only staff log in as people; customers and apps have tables of their own.
import { defineEntity, p } from '@mikro-orm/core';

const PersonSchema = defineEntity({
  name: 'Person',
  tableName: 'people',
  properties: {
    id: p.uuid().primary(),
    login: p.text().unique(),
    name: p.text(),
    passwordHash: p.text().hidden(),
    admin: p.boolean(),
    active: p.boolean(),
    locale: p.text(),
    createdAt: p.datetime(),
    mustChangePassword: p.boolean(),
    demo: p.boolean(),
  },
});

export class Person extends PersonSchema.class {}

PersonSchema.setClass(Person);
