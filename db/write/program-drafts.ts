import type { Instant } from '../../domain/calendar/instant.ts';
import { ProgramDraft } from '../entities/programs.ts';
import type { Em } from '../orm.ts';

type Source = Readonly<Record<string, string>>;
type Change = { name: string; source: Source; base: number; by: string; at: Instant };

export async function insertDraft(em: Em, id: string, program: string, change: Change): Promise<void> {
  const { name, source, base, by, at } = change;
  const made = { createdAt: at, createdBy: by, changedAt: at, changedBy: by, publishedAs: null };
  await em.insert(ProgramDraft, { id, program, name, base, source: { ...source }, ...made });
}

/** Returns false when it is published or deleted already. */
export async function changeDraft(em: Em, id: string, { name, source, base, by, at }: Change): Promise<boolean> {
  const change = { name, base, source: { ...source }, changedAt: at, changedBy: by };
  return (await em.nativeUpdate(ProgramDraft, { id, publishedAs: null }, change)) > 0;
}

/** Returns false when it is published, deleted or changed since it was read. */
export async function markPublished(
  em: Em,
  { id, changedAt }: { id: string; changedAt: Instant },
  version: number,
): Promise<boolean> {
  return (await em.nativeUpdate(ProgramDraft, { id, changedAt, publishedAs: null }, { publishedAs: version })) > 0;
}

/** Returns false when it is published already. */
export async function deleteDraft(em: Em, id: string): Promise<boolean> {
  return (await em.nativeDelete(ProgramDraft, { id, publishedAs: null })) > 0;
}
