// A customer is a person who began a chat; only a hash of the token is kept.
import { defineEntity, p } from '@mikro-orm/core';

const CustomerSchema = defineEntity({
  name: 'Customer',
  tableName: 'customers',
  properties: {
    id: p.uuid().primary(),
    program: p.text(),
    tokenHash: p.text().unique().hidden(),
    createdAt: p.datetime(),
  },
});

export class Customer extends CustomerSchema.class {}

CustomerSchema.setClass(Customer);
