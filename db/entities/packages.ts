import { defineEntity, p } from '@mikro-orm/core';
import { civilDate, instant } from './columns.ts';
import { PolicySnapshot } from './platform.ts';

export const Contact = defineEntity({
  name: 'Contact',
  tableName: 'contacts',
  properties: {
    id: p.uuid().primary(),
    program: p.text(),
    name: p.text(),
    phone: p.text(),
    address: p.text().nullable(),
    createdAt: instant(),
  },
  indexes: [
    { name: 'contacts_by_phone', properties: ['program', 'phone'] },
    {
      name: 'contacts_by_pieces',
      expression: 'create index contacts_by_pieces on contacts using gin (pieces_of(searched_text(name, phone)))',
    },
  ],
});

export const ServicePackage = defineEntity({
  name: 'ServicePackage',
  tableName: 'service_packages',
  properties: {
    id: p.uuid().primary(),
    program: p.text(),
    contact: p.manyToOne(Contact),
    policy: p.manyToOne(PolicySnapshot),
    version: p.integer(),
    stage: p.enum(['booked', 'active', 'grace', 'finished', 'deactivated', 'cancelled']),
    paid: p.boolean(),
    bookedBy: p.text(),
    bookedAt: instant(),
    movedAt: instant(),
    startsOn: civilDate(),
    expiresOn: civilDate(),
    graceEndsOn: civilDate(),
    bought: p.integer().check('bought > 0'),
    visitsLeft: p.integer(),
    priceMinor: p.bigint('number').check('price_minor > 0'),
    currency: p.text(),
    collectAt: instant().nullable(),
    collectAddress: p.text().nullable(),
    // The process continues from `state` when it begins again; lists and boards use the other columns.
    state: p.json<unknown>(),
    replaces: () => p.manyToOne(ServicePackage).fieldName('replaces').deleteRule('no action').nullable(),
  },
  indexes: [
    { name: 'service_packages_by_contact', properties: ['contact'] },
    { name: 'service_packages_in_order', properties: ['program', 'bookedAt', 'id'] },
    {
      name: 'service_packages_open',
      properties: ['program', 'stage', 'bookedAt', 'id'],
      where: "stage in ('booked', 'active', 'grace')",
    },
    { name: 'service_packages_replacing', properties: ['replaces'], where: 'replaces is not null' },
  ],
  checks: [{ name: 'service_packages_visits_of_bought', expression: 'visits_left >= 0 and visits_left <= bought' }],
});

export const Visit = defineEntity({
  name: 'Visit',
  tableName: 'visits',
  properties: {
    id: p.uuid().primary(),
    package: p.manyToOne(ServicePackage),
    program: p.text(),
    startsAt: instant(),
    status: p.enum(['planned', 'completed', 'counted', 'cancelled', 'forfeited']),
  },
  indexes: [
    { name: 'visits_by_package', properties: ['package', 'startsAt'] },
    { name: 'visits_planned', properties: ['program', 'startsAt', 'id'], where: "status = 'planned'" },
  ],
});
