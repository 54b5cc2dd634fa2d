import { type ConversationRecord, readConversation } from '../../../db/read/conversations.ts';
import { actorName } from '../../../domain/access/actor.ts';
import { refusalOfCommand } from '../../../domain/conversation/commands.ts';
import type { ConversationKinds } from '../../../domain/conversation/process.ts';
import type { ApiCases } from '../../cases/declaration.ts';
import { ConversationParams, ConversationView } from '../../schemas/conversations.ts';
import { Ref } from '../../schemas/shared.ts';
import { conversationView, keptPolicy } from '../../views/conversation-view.ts';

const shown = Ref(ConversationView);

export const conversations = {
  path: '/v1/conversations',
  tags: ['conversations'],
  params: ConversationParams,
  shown,
  view: conversationView,
  of: (request) => request.conversation,
  named: ({ id: caseId, program }) => ({ caseId, program }),
  async again(em, { id }, reader) {
    const record = await readConversation(em, id, actorName(reader));
    if (record === null) throw new Error(`conversation ${id} is gone`);
    return record;
  },
  refusal: (record, command) => refusalOfCommand(keptPolicy(record), record, command),
  endsForGood: true,
  forCustomers: true,
} satisfies ApiCases<ConversationKinds, ConversationRecord, typeof shown>;
