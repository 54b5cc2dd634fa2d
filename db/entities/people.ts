import { defineEntity, p } from '@mikro-orm/core';
import { civilDate, instant } from './columns.ts';

// Only staff log in as people; customers and apps have tables of their own.
export const Person = defineEntity({
  name: 'Person',
  tableName: 'people',
  properties: {
    id: p.uuid().primary(),
    login: p.text().unique(),
    name: p.text(),
    passwordHash: p.text().hidden(),
    admin: p.boolean().default(false),
    active: p.boolean().default(true),
    locale: p.text().default('ru'),
    createdAt: instant(),
    mustChangePassword: p.boolean().default(false),
    demo: p.boolean().default(false),
    memberships: () => p.oneToMany(Membership).mappedBy('person').orderBy({ program: 'asc', role: 'asc' }),
  },
});

export const Membership = defineEntity({
  name: 'Membership',
  tableName: 'memberships',
  properties: {
    person: p.manyToOne(Person).deleteRule('cascade').primary(),
    program: p.text().primary(),
    role: p.text().primary(),
  },
  indexes: [{ name: 'memberships_by_role', properties: ['program', 'role'] }],
});

export const Session = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    sid: p.text().primary(),
    data: p.json<unknown>(),
    expiresAt: instant(),
    id: p.uuid().defaultRaw('gen_random_uuid()'),
  },
  indexes: [
    { name: 'sessions_by_id', expression: 'create unique index sessions_by_id on sessions (id)' },
    {
      name: 'sessions_by_person',
      expression: "create index sessions_by_person on sessions (((data ->> 'personId'::text)))",
    },
  ],
});

export const LoginTry = defineEntity({
  name: 'LoginTry',
  tableName: 'login_tries',
  properties: {
    loginHash: p.text().primary(),
    device: p.text().primary(),
    tries: p.integer(),
    triedAt: instant(),
    pausedUntil: instant().nullable(),
  },
  indexes: [{ name: 'login_tries_by_age', properties: ['triedAt'] }],
});

// Only a hash of the key is kept.
export const ApiKey = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    keyHash: p.text().unique().hidden(),
    program: p.text(),
    roles: p.array(),
    createdBy: p.text(),
    createdAt: instant(),
    revokedAt: instant().nullable(),
    scope: p.enum(['read-write', 'read-only']).default('read-write'),
    expiresAt: instant().nullable(),
    endedAt: instant().nullable(),
  },
  indexes: [
    { name: 'api_keys_by_app', properties: ['program', 'name'] },
    {
      name: 'api_keys_to_end',
      properties: ['expiresAt'],
      where: 'expires_at is not null and ended_at is null and revoked_at is null',
    },
  ],
  checks: [{ name: 'api_keys_expire_after_creation', expression: 'expires_at > created_at' }],
});

// When a person was last seen at work: present people get tickets first.
export const Presence = defineEntity({
  name: 'Presence',
  tableName: 'presence',
  properties: {
    login: p.text().primary(),
    seenAt: instant(),
  },
});

export const QueueAbsence = defineEntity({
  name: 'QueueAbsence',
  tableName: 'queue_absences',
  properties: {
    program: p.text().primary(),
    queue: p.text().primary(),
    from: civilDate(),
    until: civilDate(),
    substituteName: p.text(),
    substitutePhone: p.text(),
    setBy: p.text(),
    setAt: instant(),
  },
  checks: [{ name: 'queue_absences_in_order', expression: '"from" <= until' }],
});
