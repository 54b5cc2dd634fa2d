import { defineEntity, p } from '@mikro-orm/core';
import { civilDate, instant } from './columns.ts';
import { Case } from './cases.ts';

export const ServicePackage = defineEntity({
  name: 'ServicePackage',
  tableName: 'service_packages',
  properties: {
    id: p.manyToOne(Case).joinColumn('id').deleteRule('no action').updateRule('no action').primary(),
    program: p.text(),
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
    replaces: () => p.manyToOne(ServicePackage).fieldName('replaces').deleteRule('no action').nullable(),
  },
  indexes: [
    { name: 'service_packages_in_order', properties: ['program', 'bookedAt', 'id'] },
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
