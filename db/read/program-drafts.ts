import type { InferEntity } from '@mikro-orm/core';
import { ProgramDraft } from '../entities/programs.ts';
import type { Em } from '../orm.ts';
import { find, findOne, type Row } from '../records.ts';

const shown = [
  'id',
  'program',
  'name',
  'base',
  'source',
  'createdAt',
  'createdBy',
  'changedAt',
  'changedBy',
  'publishedAs',
] as const;

export type DraftRecord = Row<InferEntity<typeof ProgramDraft>, (typeof shown)[number]>;

export async function readDraft(em: Em, id: string): Promise<DraftRecord | null> {
  return findOne(em, ProgramDraft, { id }, shown);
}

/** A program's drafts that are not published, the last changed first. */
export async function listDrafts(em: Em, program: string): Promise<DraftRecord[]> {
  return find(em, ProgramDraft, { program, publishedAs: null }, shown, { orderBy: { changedAt: 'desc', id: 'asc' } });
}
