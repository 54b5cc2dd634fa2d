import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import Type from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { type DraftRecord, readDraft } from '../../../db/read/program-drafts.ts';
import { countOpenings, listReplays, readReplay, readScopes, type ReplayRecord } from '../../../db/read/replays.ts';
import { audit } from '../../../db/write/audit.ts';
import { insertReplay, lockReplays, stopReplay } from '../../../db/write/replays.ts';
import { later, toInstant } from '../../../domain/calendar/instant.ts';
import { emptyResult } from '../../../domain/replay-result.ts';
import { findProcess } from '../../../domain/processes.ts';
import { findProgram } from '../../../programs/index.ts';
import { isOpenTo } from '../../cases/scope.ts';
import { problems } from '../../schemas/problems.ts';
import { NewReplay, Replay } from '../../schemas/replay.ts';
import { Id, Page, Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound } from '../../server/errors.ts';
import { alreadyPublished, draftOf } from './draft-of.ts';
import { FOR_WHOM } from './given-document.ts';

const tags = ['programs'];
const ById = Type.Object({ id: Id });
const MOST_LISTED = 5;
const DAYS = 30;

const begin = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'Run a draft forward over the real openings of the last days',
    description: `${FOR_WHOM} Every case that was opened in that time is run forward from its opening by the draft’s base and by the draft, with the events that really came, until now. The answer comes at once; progress is the live event \`replay\` and \`GET /v1/replays/{id}\`. One replay of a draft runs at a time: asking again gives the same one, and a changed draft or another number of days stops it and begins the next.`,
    params: ById,
    body: NewReplay,
    response: { 202: Ref(Replay), ...problems(400, 401, 403, 404, 409) },
  },
} as const;

const list = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'The latest replays of a draft, the newest first',
    description: `${FOR_WHOM} At most ${MOST_LISTED}. All on one page: \`nextCursor\` is always null. A replay is kept for 30 days.`,
    params: ById,
    response: { 200: Page(Ref(Replay)), ...problems(400, 401, 403, 404) },
  },
} as const;

const read = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'A replay: how far it is, and what would have differed so far',
    description: `${FOR_WHOM} Samples name only cases that you may read.`,
    params: ById,
    response: { 200: Ref(Replay), ...problems(400, 401, 403, 404) },
  },
} as const;

export async function replayRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/drafts/:id/replay', begin, async (request, reply) => {
    const draft = await draftOf(request, request.params.id);
    if (draft.publishedAs !== null) alreadyPublished();
    const { lastDays = DAYS } = request.body ?? {};
    const found = await request.em.transactional((tx) => begun(tx, request, draft, lastDays));
    return reply.code(202).send(await replayView(request, draft, found));
  });

  app.get('/v1/drafts/:id/replays', list, async (request) => {
    const draft = await draftOf(request, request.params.id);
    const found = await listReplays(request.em, draft.id, MOST_LISTED);
    return { items: await Promise.all(found.map((one) => replayView(request, draft, one))), nextCursor: null };
  });

  app.get('/v1/replays/:id', read, async (request) => {
    const found = (await readReplay(request.em, request.params.id)) ?? notFound();
    const draft = await draftOf(request, found.draftId);
    return replayView(request, draft, found);
  });
}

/** The draft's running replay, or a new one. */
async function begun(tx: Em, request: FastifyRequest, { id: draftId }: DraftRecord, lastDays: number) {
  const running = await lockReplays(tx, draftId);
  const draft = (await readDraft(tx, draftId)) ?? notFound();
  const at = toInstant(request.server.clock.now());
  if (running !== null) {
    if (running.draftChangedAt === draft.changedAt && running.lastDays === lastDays) return running;
    await stopReplay(tx, running, at);
  }
  const { program, base, source, changedAt: draftChangedAt } = draft;
  const openings = { program, fromAt: later(at, `-PT${lastDays * 24}H`), untilAt: at };
  const by = request.staff.login;
  const id = randomUUID();
  const total = await countOpenings(tx, openings);
  const begins = { id, draftId, draftChangedAt, source, base, lastDays, total, ...openings };
  await insertReplay(tx, { ...begins, result: emptyResult, by, at });
  const details = { draft: draftId, replay: id, lastDays };
  await audit(tx, { at, actor: by, action: 'program.replay-begun', program, details });
  return (await readReplay(tx, id)) ?? notFound();
}

async function replayView(
  { em, staff }: FastifyRequest,
  draft: DraftRecord,
  { fromAt: from, untilAt: until, draftChangedAt, result, ...shown }: ReplayRecord,
): Promise<Static<typeof Replay>> {
  const program = findProgram(shown.program);
  const ids = result.samples.map(({ caseId }) => caseId);
  const scopes = new Map((await readScopes(em, ids)).map((one) => [one.id, one.scopes]));
  const samples = result.samples.map((sample) => {
    const process = findProcess(sample.process);
    const isKnown = program !== undefined && process !== undefined;
    const isOpen = isKnown && isOpenTo(staff, program, process, scopes.get(sample.caseId) ?? []);
    const [before, after] = [[...sample.before], sample.after && [...sample.after]];
    return { ...sample, before, after, caseId: isOpen ? sample.caseId : null };
  });
  const outdated = draftChangedAt !== draft.changedAt;
  return { ...shown, from, until, outdated, result: { ...result, refunded: [...result.refunded], samples } };
}
