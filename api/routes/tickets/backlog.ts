import Type from 'typebox';
import { readOpenTickets } from '../../../db/read/tickets.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { backlogOf } from '../../../domain/ticket/backlog.ts';
import { teamsOf } from '../../../domain/ticket/policy.ts';
import { ownProgram } from '../../cases/scope.ts';
import { problems } from '../../schemas/problems.ts';
import { TeamFilter } from '../../schemas/program-words.ts';
import { ProgramPath, Ref } from '../../schemas/shared.ts';
import { TeamBacklog } from '../../schemas/tickets.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound } from '../../server/errors.ts';

const schema = {
  tags: ['tickets'],
  summary: 'How much each team has open, and how old it is',
  description: 'For all people of the program. Ages count from opening, in exact time; closed tickets do not count.',
  params: ProgramPath,
  querystring: Type.Object({ team: Type.Optional(TeamFilter) }),
  response: { 200: Type.Object({ teams: Type.Array(Ref(TeamBacklog)) }), ...problems(400, 401, 403, 404) },
} as const;

export async function backlogRoutes(app: CarelineApp): Promise<void> {
  app.get(
    '/v1/programs/:program/ticket-backlog',
    { config: { access: 'staff' }, schema },
    async ({ em, params, query, staff }) => {
      const policy = ownProgram(staff, params.program).program.tickets ?? notFound();
      const now = toInstant(app.clock.now());
      const open = await readOpenTickets(em, params.program);
      const teams = teamsOf(policy).filter(({ team }) => query.team === undefined || team === query.team);
      return {
        teams: teams.map(({ team, lead }) => {
          const theirs = open.filter((ticket) => ticket.team === team);
          return { team, lead, ...backlogOf(policy, theirs, now) };
        }),
      };
    },
  );
}
