import Type from 'typebox';
import { listColleagues, listNames } from '../../../db/read/people.ts';
import { PROGRAM_OWNER } from '../../../domain/access/program-access.ts';
import { staffIn } from '../../../domain/access/actor.ts';
import { mayAssignIn, type Staff } from '../../../domain/access/conversation-access.ts';
import { verdictOnProgram } from '../../../domain/access/route-access.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import type { Program as ProgramData } from '../../../domain/program.ts';
import { refusal } from '../../../domain/refusal.ts';
import { mayAssignTickets } from '../../../domain/ticket/access.ts';
import { allPrograms, findProgram, findVersion, programNamed } from '../../../programs/index.ts';
import { Colleague, NameOfLogin } from '../../schemas/person.ts';
import { problems } from '../../schemas/problems.ts';
import { ChatInfo, Program } from '../../schemas/program.ts';
import { Page, pageQuery, ProgramPath, Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound, refuse } from '../../server/errors.ts';
import { decodeCursor, pageOf } from '../../server/pages.ts';
import { chatInfoView, programView } from '../../views/program-view.ts';

const tags = ['programs'];

const listPrograms = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'The programs that you work in; all of them for an admin',
    description: 'All on one page: `nextCursor` is always null.',
    response: { 200: Page(Ref(Program)), ...problems(401, 403) },
  },
} as const;

const readProgram = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'One program: what is needed to draw it',
    description:
      'Its roles, categories, queues, dispositions and hours. 404 for a program in which you hold no role. With `version`, the version that a case goes by (`programVersion`); 404 for one later than today’s.',
    params: ProgramPath,
    querystring: Type.Object({
      version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
    }),
    response: { 200: Ref(Program), ...problems(400, 401, 403, 404) },
  },
} as const;

const listProgramPeople = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'People to whom requests or tickets of a program can be assigned, by login name',
    description:
      'The active people who hold a role in it. For those who may assign: a role that oversees a queue of the program, or all of it; the team of its tickets and their lead; and for its owners. Others of the program get 403 `not-allowed`.',
    params: ProgramPath,
    querystring: Type.Object(pageQuery),
    response: { 200: Page(Ref(Colleague)), ...problems(400, 401, 403, 404) },
  },
} as const;

const listProgramNames = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'The names behind the logins that a program shows, by login name',
    description:
      'For all people of the program. Cases, refunds and timelines say who did something by login; people are shown by name. People who have left are named too: what they did stays.',
    params: ProgramPath,
    querystring: Type.Object(pageQuery),
    response: { 200: Page(NameOfLogin), ...problems(400, 401, 403, 404) },
  },
} as const;

const readChatInfo = {
  config: { access: 'anyone' },
  schema: {
    tags,
    summary: 'Data that the customer page needs before the first message',
    description: 'Title, language, opening hours of the moment, and what may be attached. No login.',
    params: ProgramPath,
    response: { 200: Ref(ChatInfo), ...problems(404) },
  },
} as const;

export async function programReading(app: CarelineApp): Promise<void> {
  app.get('/v1/programs', listPrograms, async ({ staff }) => {
    const known = allPrograms().filter(({ name }) => verdictOnProgram(name, staff).kind === 'open');
    return { items: known.map(programView), nextCursor: null };
  });

  app.get('/v1/programs/:program', readProgram, async ({ params, query: { version } }) => {
    const current = programNamed(params.program);
    if (version === undefined) return programView(current);
    // A version that will be valid later is not shown yet.
    const asked = version > current.version ? undefined : findVersion(current.name, version);
    return programView(asked ?? notFound());
  });

  app.get('/v1/programs/:program/people', listProgramPeople, async ({ em, params, query, staff }) => {
    const program = programNamed(params.program);
    const isOwner = staffIn(staff, program.name).roles.includes(PROGRAM_OWNER);
    if (!isOwner && !mayAssign(program, staffIn(staff, program.name))) {
      refuse(refusal('not-allowed', 'only its owners and those who may assign requests or tickets can see this'));
    }
    const [after = ''] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 'text');
    const found = await listColleagues(em, { program: program.name, after, limit: query.limit + 1 });
    return pageOf(found, query.limit, ({ login }) => [login]);
  });

  app.get('/v1/programs/:program/names', listProgramNames, async ({ em, params, query }) => {
    const program = programNamed(params.program);
    const [after = ''] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 'text');
    const found = await listNames(em, { program: program.name, after, limit: query.limit + 1 });
    return pageOf(found, query.limit, ({ login }) => [login]);
  });

  app.get('/v1/programs/:program/chat', readChatInfo, async ({ params }) => {
    const program = findProgram(params.program) ?? notFound();
    const hours = program.conversation?.workingHours ?? notFound();
    return chatInfoView(program, hours, toInstant(app.clock.now()));
  });
}

/** @throws ProblemError 404 for a program without conversations and tickets */
function mayAssign({ conversation, tickets }: ProgramData, staff: Staff): boolean {
  if (conversation === undefined && tickets === undefined) notFound();
  const mayRequests = conversation !== undefined && mayAssignIn(conversation, staff);
  return mayRequests || (tickets !== undefined && mayAssignTickets(tickets, staff));
}
