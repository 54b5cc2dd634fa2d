import { defineEntity, p } from '@mikro-orm/core';

const MembershipSchema = defineEntity({
  name: 'Membership',
  tableName: 'memberships',
  properties: {
    personId: p.uuid().primary(),
    program: p.text().primary(),
    role: p.text().primary(),
  },
});

export class Membership extends MembershipSchema.class {}

MembershipSchema.setClass(Membership);
