// The routes that all processes have alike, made from a declaration. Odd routes are registered beside them.
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { TProperties, TSchema } from 'typebox';
import { readTimeline } from '../../db/read/timeline.ts';
import { writeCaseNote } from '../../db/write/case-notes.ts';
import type { Actor } from '../../domain/access/actor.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import type { Kinds, Process } from '../../domain/process.ts';
import { problems } from '../schemas/problems.ts';
import { Page, type PageQuery } from '../schemas/shared.ts';
import { NoteBody } from '../schemas/tickets.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { refuseBlank } from '../server/given-values.ts';
import { decodeCursor, pageOf } from '../server/pages.ts';
import type { ApiCases, CaseDeclaration, List, Notes, Part, Timeline, Verb } from './declaration.ts';
import { askerOf } from './asker.ts';

type AnyDeclaration = CaseDeclaration<Kinds, unknown, TSchema, TSchema, TProperties, unknown, Record<string, TSchema>>;

/** Curried, so that the kinds of commands are known before a verb is looked at: in one call they would widen. */
export function caseRoutes<K extends Kinds>(process: Process<K>) {
  return <
    Case,
    View extends TSchema,
    Params extends TSchema,
    Query extends TProperties,
    Found,
    Bodies extends Record<string, TSchema>,
  >(
    declared: CaseDeclaration<K, Case, View, Params, Query, Found, Bodies>,
  ) =>
    (app: CarelineApp): void =>
      addRoutes(app, process, declared);
}

function addRoutes(app: CarelineApp, process: Process<Kinds>, declared: AnyDeclaration): void {
  const { one, list, timeline, notes, verbs = {} } = declared;
  if (one !== undefined) addOne(app, declared, one);
  if (list !== undefined) addList(app, declared, list);
  if (timeline !== undefined) addTimeline(app, declared, timeline);
  const asker = askerOf(process, declared);
  for (const [end, verb] of Object.entries(verbs)) addVerb(app, declared, asker, end, verb);
  if (notes !== undefined) addNotes(app, declared, notes);
}

type Asker = ReturnType<typeof askerOf<Kinds, unknown>>;

function schemaOf({ tags }: AnyDeclaration, { summary, description }: Part) {
  return { tags, summary, description };
}

/** Customers are not refused: what is not theirs is hidden from them. */
function refusing({ forCustomers = false }: AnyDeclaration) {
  return forCustomers ? {} : problems(403);
}

function addOne(app: CarelineApp, cases: AnyDeclaration, one: Part): void {
  const { path, params, shown } = cases;
  const response = { 200: shown, ...problems(401, 404, 410), ...refusing(cases) };
  const schema = { ...schemaOf(cases, one), params, response };
  app.get(`${path}/:id`, { config: { access: one.access }, schema }, async (request) =>
    cases.view(cases.of(request), request.actor, toInstant(app.clock.now())),
  );
}

function addList(app: CarelineApp, cases: AnyDeclaration, list: List<unknown, TProperties, unknown>): void {
  const response = { 200: Page(cases.shown), ...problems(400, 401), ...refusing(cases) };
  const schema = { ...schemaOf(cases, list), querystring: list.query, response };
  app.get(cases.path, { config: { access: list.access }, schema }, async ({ em, staff, query }) => {
    const { cursor, limit, ...wanted } = query as PageQuery;
    const [at, id] = cursor === undefined ? [] : decodeCursor(cursor, 'instant', 'uuid');
    const now = toInstant(app.clock.now());
    const after = at === undefined || id === undefined ? undefined : { at, id };
    const found = await list.find(em, { query: wanted, staff, now, limit: limit + 1, after });
    const { items, nextCursor } = pageOf(found, limit, (last) => {
      const place = list.place(last);
      return [place.at, place.id];
    });
    const views = [];
    for (const item of items) views.push(cases.view(await list.whole(em, item), staff, now));
    return { items: views, nextCursor };
  });
}

function addTimeline(app: CarelineApp, cases: AnyDeclaration, timeline: Timeline<unknown>): void {
  const response = { 200: timeline.schema, ...problems(401, 404, 410), ...refusing(cases) };
  const schema = { ...schemaOf(cases, timeline), params: cases.params, response };
  app.get(`${cases.path}/:id/timeline`, { config: { access: timeline.access }, schema }, async (request) => {
    const one = cases.of(request);
    const past = await readTimeline(request.em, cases.named(one).caseId);
    return timeline.story(one, past, { request, now: toInstant(app.clock.now()) });
  });
}

function addVerb(
  app: CarelineApp,
  cases: AnyDeclaration,
  asker: Asker,
  end: string,
  verb: Verb<Kinds, unknown, TSchema, { id: string }>,
): void {
  const { path, partOf, under, answer, params, shown } = cases;
  const { status = 200, access, body } = verb;
  const failures = problems(400, 401, 403, 404, 409, 410, 422, 503);
  const response: Record<number, TSchema> = { [status]: answer?.schema ?? shown, ...failures };
  const schema = { ...schemaOf(cases, verb), params: under?.params ?? params, body, response };
  const config = partOf === undefined ? { access } : { access, partOf };
  const url = [path, ':id', ...(under === undefined ? [] : [under.path]), end].join('/');
  app.post(url, { config, schema }, async (request, reply) => {
    const { em, staff } = request;
    const one = cases.of(request);
    const asked = { em, one, body: request.body, params: request.params as { id: string } };
    const command = await asker.ask(request, one, staff, {
      words: verb.words?.(asked.body, asked.one),
      command: (by, noteId) => verb.command(asked, by, noteId),
    });
    const view = await shownNow(cases, request, one);
    return reply.code(status).send(answer === undefined ? view : answer.of(view, command));
  });
}

/** The case of a request as it is now. */
export async function shownNow<Case, Shown>(
  cases: Pick<ApiCases<Kinds, Case, TSchema>, 'again' | 'of'> & { view(one: Case, reader: Actor, now: Instant): Shown },
  request: FastifyRequest,
  one = cases.of(request),
): Promise<Shown> {
  const { em, actor, server } = request;
  return cases.view(await cases.again(em, one, actor), actor, toInstant(server.clock.now()));
}

function addNotes(app: CarelineApp, cases: AnyDeclaration, notes: Notes<unknown>): void {
  const response = { 200: cases.shown, ...problems(400, 401, 403, 404, 410) };
  const schema = { ...schemaOf(cases, notes), params: cases.params, body: NoteBody, response };
  app.post(`${cases.path}/:id/notes`, { config: { access: notes.access }, schema }, async (request) => {
    const { em, staff, updateId } = request;
    const { text } = request.body;
    refuseBlank('/text', text);
    const one = cases.of(request);
    const { what, details, ...about } = notes.entry(one);
    const written = { at: toInstant(app.clock.now()), what, by: staff.login, rule: null, noteId: randomUUID() };
    const entry = details === undefined ? written : { ...written, details };
    const note = { ...about, ...cases.named(one), text, entry, updateId };
    await em.transactional((tx) => writeCaseNote(tx, note));
    return shownNow(cases, request, one);
  });
}
