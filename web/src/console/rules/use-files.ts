// What is typed stays in this browser until it is saved, also when the page is left.
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../../shared/api.ts';
import { readStored, writeStored } from '../../shared/stored.ts';
import type { ProgramDraft } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { useSession } from '../data/session.tsx';
import { type Document, documentOf, type Files } from './document.ts';
import { keepDraft } from './queries.ts';
import { type Path, withValues } from './yaml-edit.ts';

/** `since` is the change of the draft that the typing began with. */
type Typed = { files: Files; since: string };

export type Work = {
  draft: ProgramDraft;
  files: Files;
  document: Document;
  isDirty: boolean;
  /** A colleague has saved the draft since the typing began. */
  isOvertaken: boolean;
  isSaving: boolean;
  write: (file: string, text: string) => void;
  /** Values at paths of a file; `undefined` takes one away. */
  edit: (file: string, ...values: { path: Path; value: unknown }[]) => void;
  /** Saves what is typed. `null` while another save is under way. */
  save: () => Promise<Result<ProgramDraft> | null>;
  discard: () => void;
  /** True while something is typed; current also before the page is drawn again. */
  hasTyped: () => boolean;
};

export function useFiles(draft: ProgramDraft): Work {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { running, ask } = useAsking();
  const key = `careline:rules:${useSession().me.login}:${draft.id}`;
  const [typed, setTyped] = useState<Typed | null>(() => stillValid(readStored<Typed>(key), draft));
  const newest = useRef(typed);
  const files = typed?.files ?? draft.sources;
  const keep = (next: Typed | null) => {
    newest.current = next;
    writeStored(key, next);
    setTyped(next);
  };
  const write = (file: string, text: string) => {
    const { files: now, since } = newest.current ?? { files: draft.sources, since: draft.changedAt };
    if (now[file] === text) return;
    const next = { ...now, [file]: text };
    keep(isSame(next, draft.sources) ? null : { files: next, since });
  };
  const save: Work['save'] = async () => {
    const sent = newest.current;
    if (sent === null) return { kind: 'ok', data: draft };
    const params = { path: { id: draft.id } };
    const call = () => api.PUT('/v1/drafts/{id}', { params, body: { sources: { ...sent.files } } });
    const result = await ask('save', call, { tells: false, done: t('rulesPage.saved') });
    if (result?.kind !== 'ok') return result;
    // What was typed while it was being saved stays.
    keep(newest.current === sent ? null : newest.current && { ...newest.current, since: result.data.changedAt });
    keepDraft(client, result.data);
    return result;
  };
  return {
    ...{ draft, files, save, write, isDirty: typed !== null, isSaving: running !== null },
    document: useMemo(() => documentOf(files), [files]),
    isOvertaken: typed !== null && typed.since !== draft.changedAt,
    edit: (file, ...values) => write(file, withValues((newest.current?.files ?? draft.sources)[file] ?? '', values)),
    discard: () => keep(null),
    hasTyped: () => newest.current !== null,
  };
}

function stillValid(stored: Typed | null, { changedAt, sources }: ProgramDraft): Typed | null {
  return stored?.since === changedAt && !isSame(stored.files, sources) ? stored : null;
}

function isSame(one: Files, other: Files): boolean {
  const names = Object.keys({ ...one, ...other });
  return names.every((name) => one[name] === other[name]);
}
