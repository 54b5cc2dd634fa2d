import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { listDrafts } from '../../../db/read/program-drafts.ts';
import { audit } from '../../../db/write/audit.ts';
import { changeDraft, deleteDraft, insertDraft } from '../../../db/write/program-drafts.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { problems } from '../../schemas/problems.ts';
import { ChangedDraft, NewDraft, ProgramDraft } from '../../schemas/program-version.ts';
import { Id, NoContent, Page, ProgramPath, Ref } from '../../schemas/shared.ts';
import { type CarelineApp, named } from '../../server/careline-app.ts';
import { invalid } from '../../server/errors.ts';
import { alreadyPublished, checkedFor, draftOf, draftView, sourceOfBase } from './draft-of.ts';
import { checkMayChange, documentLimits, FOR_WHOM, sourceIn } from './given-document.ts';

const tags = ['programs'];
const { bodyLimit, mostValues } = documentLimits;
const DraftPath = Type.Object({ id: Id });

const list = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'The drafts of a program that are not published, the last changed first',
    description: `${FOR_WHOM} All on one page: \`nextCursor\` is always null.`,
    params: ProgramPath,
    response: { 200: Page(Ref(ProgramDraft)), ...problems(401, 403, 404) },
  },
} as const;

const make = {
  config: { access: 'staff', mostValues },
  bodyLimit,
  schema: {
    tags,
    summary: 'Begin a change of a program',
    description: `${FOR_WHOM} \`base\` is the version that it changes; without a document the draft begins as that version. A document with mistakes is \`program-invalid\`.`,
    params: ProgramPath,
    body: NewDraft,
    response: { 201: Ref(ProgramDraft), ...problems(400, 401, 403, 404, 413, 422) },
  },
} as const;

const read = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'A draft, with what it changes',
    description: FOR_WHOM,
    params: DraftPath,
    response: { 200: Ref(ProgramDraft), ...problems(400, 401, 403, 404) },
  },
} as const;

const change = {
  config: { access: 'staff', mostValues },
  bodyLimit,
  schema: {
    tags,
    summary: 'Change a draft',
    description: `${FOR_WHOM} A document with mistakes is \`program-invalid\`, and the draft stays as it was. With \`base\` it is laid upon a later version: check its differences then. \`draft-published\` once it is published.`,
    params: DraftPath,
    body: ChangedDraft,
    response: { 200: Ref(ProgramDraft), ...problems(400, 401, 403, 404, 409, 413, 422) },
  },
} as const;

const remove = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'Delete a draft',
    description: FOR_WHOM,
    params: DraftPath,
    response: { 204: NoContent, ...problems(400, 401, 403, 404, 409) },
  },
} as const;

export async function draftRoutes(app: CarelineApp): Promise<void> {
  await app.register(named(beginning));
  await app.register(named(changing));
}

async function beginning(app: CarelineApp): Promise<void> {
  app.get('/v1/programs/:program/drafts', list, async (request) => {
    const { em, params } = request;
    checkMayChange(request, params.program);
    const drafts = await listDrafts(em, params.program);
    return { items: await Promise.all(drafts.map((draft) => draftView(em, draft))), nextCursor: null };
  });

  app.post('/v1/programs/:program/drafts', make, async (request, reply) => {
    const { em, body, params, staff } = request;
    checkMayChange(request, params.program);
    const { base } = body;
    const source = sourceIn(body) ?? (await sourceOfBase(em, params.program, base));
    await checkedFor(em, params.program, base, source);
    const id = randomUUID();
    const at = toInstant(app.clock.now());
    await em.transactional(async (tx) => {
      await insertDraft(tx, id, params.program, { name: body.name ?? '', source, base, by: staff.login, at });
      await auditDraft(tx, { id, program: params.program, action: 'program.draft-made', by: staff.login, at });
    });
    return reply.code(201).send(await draftView(em, await draftOf(request, id)));
  });
}

async function changing(app: CarelineApp): Promise<void> {
  app.get('/v1/drafts/:id', read, async (request) => {
    return draftView(request.em, await draftOf(request, request.params.id));
  });

  app.put('/v1/drafts/:id', change, async (request) => {
    const { em, body, params, staff } = request;
    const before = await draftOf(request, params.id);
    if (Object.keys(body).length === 0) invalid('/', 'says nothing to change');
    const source = sourceIn(body) ?? before.source;
    const { base = before.base, name = before.name } = body;
    await checkedFor(em, before.program, base, source);
    const at = toInstant(app.clock.now());
    await em.transactional(async (tx) => {
      if (!(await changeDraft(tx, before.id, { name, source, base, by: staff.login, at }))) alreadyPublished();
      await auditDraft(tx, { ...before, action: 'program.draft-changed', by: staff.login, at });
    });
    return draftView(em, await draftOf(request, params.id));
  });

  app.delete('/v1/drafts/:id', remove, async (request, reply) => {
    const { em, params, staff } = request;
    const draft = await draftOf(request, params.id);
    const at = toInstant(app.clock.now());
    await em.transactional(async (tx) => {
      if (!(await deleteDraft(tx, draft.id))) alreadyPublished();
      await auditDraft(tx, { ...draft, action: 'program.draft-deleted', by: staff.login, at });
    });
    return reply.code(204).send(null);
  });
}

type Done = { id: string; program: string; action: string; by: string; at: string };

async function auditDraft(em: Em, { id, program, action, by, at }: Done): Promise<void> {
  await audit(em, { at, actor: by, action, program, details: { draft: id } });
}
