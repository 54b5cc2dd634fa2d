import { continueAsNew } from '@temporalio/workflow';
import { conversation as process } from '../../domain/conversation/process.ts';
import { runCase } from '../case.ts';
import { ownDatabaseActivities } from '../shared/own-database.ts';
import type { ConversationActivities, ConversationInput, ReplyClockActivities } from './contract.ts';

const activities = ownDatabaseActivities<ConversationActivities & ReplyClockActivities>();

export async function conversation({ state, ...input }: ConversationInput): Promise<void> {
  const { conversationId, program, policy } = input;
  await runCase(process, {
    which: { caseId: conversationId, program },
    begin: { policy, state },
    record: {
      load: async () => ({ policy, state }),
      async write([move], updateId) {
        return move && activities.recordConversationMove({ conversationId, program, move, updateId });
      },
      look({ replies = null, workingHours, oversight }, at) {
        return activities.lookAtReplies({ conversationId, policy: { replies, workingHours, oversight }, at });
      },
    },
    beginAnew: (now) => continueAsNew<typeof conversation>({ ...input, state: now }),
  });
}
