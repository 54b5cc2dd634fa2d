import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import type { ProgramDraft } from '../../shared/wire.ts';
import { allPages } from '../data/all-pages.ts';
import { api } from '../data/api.ts';
import { programsQuery } from '../data/session.tsx';

export function versionsQuery(program: string) {
  return queryOptions({
    queryKey: ['rules', 'versions', program],
    queryFn: async () =>
      (await dataOf(api.GET('/v1/programs/{program}/versions', { params: { path: { program } } }))).items,
  });
}

/** A published version never changes. */
export function versionQuery(program: string, version: number) {
  const path = { program, version: `${version}` };
  return queryOptions({
    queryKey: ['rules-version', program, version],
    queryFn: () => dataOf(api.GET('/v1/programs/{program}/versions/{version}', { params: { path } })),
    staleTime: Infinity,
  });
}

export function draftsQuery(program: string) {
  return queryOptions({
    queryKey: ['rules', 'drafts', program],
    queryFn: async () =>
      (await dataOf(api.GET('/v1/programs/{program}/drafts', { params: { path: { program } } }))).items,
  });
}

export function legalHoldsQuery(program: string) {
  return queryOptions({
    queryKey: ['rules', 'legal-holds', program],
    queryFn: () =>
      allPages((cursor) => {
        const query = { limit: 200, ...(cursor === null ? {} : { cursor }) };
        return dataOf(api.GET('/v1/programs/{program}/legal-holds', { params: { path: { program }, query } }));
      }),
  });
}

export function draftQuery(id: string) {
  return queryOptions({
    queryKey: ['rules', 'draft', id],
    queryFn: () => dataOf(api.GET('/v1/drafts/{id}', { params: { path: { id } } })),
  });
}

/** Open cases change all the time, so each look asks again. */
export function previewQuery({ id, changedAt }: ProgramDraft) {
  return queryOptions({
    queryKey: ['rules', 'preview', id, changedAt],
    queryFn: () => dataOf(api.POST('/v1/drafts/{id}/preview', { params: { path: { id } } })),
    staleTime: 0,
  });
}

const AGAIN_MS = 5_000;

/** The latest replay of a draft. Live events reload it; while it runs it is asked for as well, in case none comes. */
export function replayQuery(draftId: string) {
  return queryOptions({
    queryKey: ['rules', 'replays', draftId],
    queryFn: async () =>
      (await dataOf(api.GET('/v1/drafts/{id}/replays', { params: { path: { id: draftId } } }))).items[0] ?? null,
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? AGAIN_MS : false),
  });
}

/** The cases that would be moved to a version. */
export function movingQuery(program: string, version: number) {
  const path = { program, version: `${version}` };
  return queryOptions({
    queryKey: ['rules', 'moving', program, version],
    queryFn: () =>
      dataOf(
        api.POST('/v1/programs/{program}/versions/{version}/move-cases', { params: { path }, body: { dryRun: true } }),
      ),
    staleTime: 0,
  });
}

export const schemaQuery = queryOptions({
  queryKey: ['rules-schema'],
  queryFn: () => dataOf(api.GET('/v1/program-schema.json')),
  staleTime: Infinity,
});

/** After a change: everything about versions and drafts is read again, and with a publication the programs too. */
export async function reloadRules(client: QueryClient, isPublished = false): Promise<void> {
  await client.invalidateQueries({ queryKey: ['rules'] });
  if (isPublished) await client.invalidateQueries({ queryKey: programsQuery.queryKey });
}

export function keepDraft(client: QueryClient, draft: ProgramDraft): void {
  client.setQueryData(draftQuery(draft.id).queryKey, draft);
  void client.invalidateQueries({ queryKey: draftsQuery(draft.program).queryKey });
}
