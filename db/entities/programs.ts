import { defineEntity, p } from '@mikro-orm/core';
import { identity, instant } from './columns.ts';

// A published version never changes. The order of ids is the order of commits, because one lock holds every publisher.
export const ProgramVersion = defineEntity({
  name: 'ProgramVersion',
  tableName: 'program_versions',
  properties: {
    id: identity(),
    program: p.text(),
    version: p.integer(),
    digest: p.text(),
    // The text of each file, by name.
    source: p.json<Record<string, string>>(),
    validFrom: instant(),
    publishedAt: instant(),
    publishedBy: p.text(),
    note: p.text().nullable(),
  },
  uniques: [{ properties: ['program', 'version'] }],
});

export const ProgramDraft = defineEntity({
  name: 'ProgramDraft',
  tableName: 'program_drafts',
  properties: {
    id: p.uuid().primary(),
    program: p.text(),
    name: p.text(),
    // The version that it changes.
    base: p.integer(),
    source: p.json<Record<string, string>>(),
    createdAt: instant(),
    createdBy: p.text(),
    changedAt: instant(),
    changedBy: p.text(),
    // Set once it is published.
    publishedAs: p.integer().nullable(),
  },
  indexes: [{ name: 'program_drafts_open', properties: ['program', 'changedAt'], where: 'published_as is null' }],
});
