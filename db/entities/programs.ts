import { defineEntity, p } from '@mikro-orm/core';
import type { ReplayResult } from '../../domain/replay-result.ts';
import { identity, instant } from './columns.ts';

// The document of a published version never changes. The order of ids is the order of commits, because one lock holds
// every publisher; a withdrawal gives the version a new id, so that processes read it again.
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
    withdrawnAt: instant().nullable(),
    withdrawnBy: p.text().nullable(),
    withdrawalNote: p.text().nullable(),
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

// A draft's rules, run forward over real openings beside those of its base. A killed one goes on from its place.
export const ProgramReplay = defineEntity({
  name: 'ProgramReplay',
  tableName: 'program_replays',
  properties: {
    id: p.uuid().primary(),
    draft: p.manyToOne(ProgramDraft).deleteRule('cascade').updateRule('no action'),
    // The draft as it was then.
    draftChangedAt: instant(),
    source: p.json<Record<string, string>>(),
    program: p.text(),
    base: p.integer(),
    lastDays: p.integer(),
    // The openings that it looks at. The cases are run forward until its end.
    fromAt: instant(),
    untilAt: instant(),
    status: p.enum(['running', 'done', 'stopped', 'failed']),
    total: p.integer(),
    lookedAt: p.integer().default(0),
    placeAt: instant().nullable(),
    placeId: p.uuid().nullable(),
    result: p.json<ReplayResult>(),
    askedAt: instant(),
    askedBy: p.text(),
    finishedAt: instant().nullable(),
  },
  indexes: [
    { name: 'program_replays_by_draft', properties: ['draft', 'askedAt'] },
    {
      name: 'program_replays_running',
      expression: "create unique index program_replays_running on program_replays (draft_id) where status = 'running'",
    },
  ],
});
