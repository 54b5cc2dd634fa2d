// Owns the reading of programs over HTTP. Refuses to change one: programs are code.
import { type StaffActor, staffIn } from '../../domain/access/actor.ts';
import type { Program as ProgramData } from '../../domain/program.ts';
import { findProgram, programs } from '../../programs/index.ts';
import type { CarelineApp } from '../careline-app.ts';
import { notFound } from '../errors.ts';
import { problems } from '../schemas/problems.ts';
import { ChatInfo, Program } from '../schemas/program.ts';
import { Page, ProgramPath, Ref } from '../schemas/shared.ts';
import { chatInfoView, programView } from '../views/program-view.ts';

const tags = ['programs'];

const listPrograms = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'The programs that you work in; all of them for an admin',
    response: { 200: Page(Ref(Program)), ...problems(401, 403) },
  },
} as const;

const readProgram = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'One program: what is needed to draw it',
    params: ProgramPath,
    response: { 200: Ref(Program), ...problems(401, 403, 404) },
  },
} as const;

const readChatInfo = {
  config: { access: 'anyone' },
  schema: {
    tags,
    summary: 'What the customer page needs before anybody has written',
    params: ProgramPath,
    response: { 200: Ref(ChatInfo), ...problems(404) },
  },
} as const;

export async function programRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/programs', listPrograms, async ({ staff }) => {
    const known = programs.filter((program) => knows(staff, program));
    return { items: known.map(programView), nextCursor: null };
  });

  app.get('/v1/programs/:program', readProgram, async ({ params, staff }) => {
    const program = findProgram(params.program);
    return program !== undefined && knows(staff, program) ? programView(program) : notFound();
  });

  app.get('/v1/programs/:program/chat', readChatInfo, async ({ params }) => {
    const program = findProgram(params.program);
    return program?.conversation === undefined ? notFound() : chatInfoView(program);
  });
}

function knows(actor: StaffActor, program: ProgramData): boolean {
  return actor.admin || staffIn(actor, program.name).roles.length > 0;
}
