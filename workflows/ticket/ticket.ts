import { continueAsNew } from '@temporalio/workflow';
import { ticket as process } from '../../domain/ticket/process.ts';
import { ticketType } from '../../domain/ticket/policy.ts';
import { runCase } from '../case.ts';
import { ownDatabaseActivities } from '../shared/own-database.ts';
import type { TicketInput, TicketRecordActivities } from './contract.ts';

const activities = ownDatabaseActivities<TicketRecordActivities>();

export async function ticket(input: TicketInput): Promise<void> {
  await runCase(process, {
    which: { caseId: input.ticketId, program: input.program },
    record: {
      async load() {
        const { policy, ticket: state } = await activities.loadTicket(input);
        return { policy, state };
      },
      async write([move], updateId) {
        return move && activities.recordTicketMove({ ...input, move, updateId });
      },
      async chooseAssignees(policy, [first], at) {
        if (first === undefined) return [];
        const { team } = ticketType(policy, first.type);
        const login = await activities.chooseTicketAssignee({ ...input, team, at });
        return login === null ? [] : [{ ticket: first.key, login }];
      },
    },
    beginAnew: () => continueAsNew<typeof ticket>(input),
  });
}
