import type { FastifyRequest } from 'fastify';
import { type ConversationRecord, readConversation } from '../../../db/read/conversations.ts';
import { readPerson } from '../../../db/read/people.ts';
import { staffIn } from '../../../domain/access/actor.ts';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { type Command, refusalOfCommand } from '../../../domain/conversation/commands.ts';
import type { ConversationKinds } from '../../../domain/conversation/process.ts';
import { refusal } from '../../../domain/refusal.ts';
import type { AskedCommand } from '../../../workflows/contract.ts';
import { conversationContract } from '../../../workflows/conversation/contract.ts';
import { askWithNote, type Question } from '../../cases/ask.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { refuse } from '../../server/errors.ts';
import { conversationView, keptPolicy } from '../../views/conversation-view.ts';
import { accept, assign, close, release, transfer } from './move-declarations.ts';

export async function moveRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/conversations/:id/accept', accept, async (request) =>
    move(app, request, (by) => ({ kind: 'accept', by })),
  );

  app.post('/v1/conversations/:id/release', release, async (request) =>
    move(app, request, (by) => ({ kind: 'release', by })),
  );

  app.post('/v1/conversations/:id/assign', assign, async (request) => {
    const { login } = request.body;
    const person = await readPerson(request.em, login);
    const roles = person?.memberships.filter(({ program }) => program === request.conversation.program) ?? [];
    if (person === null || !person.active || person.admin || roles.length === 0) {
      refuse(refusal('person-unknown', 'nobody of this program has this login'));
    }
    return move(app, request, (by) => ({ kind: 'assign', by, to: login }));
  });

  app.post('/v1/conversations/:id/transfer', transfer, async (request) => {
    const { category, reason } = request.body;
    return move(app, request, (by, noteId) => ({ kind: 'transfer', by, category, noteId }), reason);
  });

  app.post('/v1/conversations/:id/close', close, async (request) => {
    const { disposition = null, otherText } = request.body;
    return move(app, request, (by, noteId) => ({ kind: 'close', by, disposition, noteId }), otherText);
  });
}

type CommandOf = (by: Staff, noteId: string | null) => Command;

/** Asks the running case for a move, and shows the case afterwards. */
async function move(app: CarelineApp, request: FastifyRequest, commandOf: CommandOf, text?: string) {
  const { conversation, staff } = request;
  const askedAt = toInstant(app.clock.now());
  const by = staffIn(staff, conversation.program);
  await askWithNote(request, { by: staff.login, text }, (noteId) =>
    questionOf(request, { command: commandOf(by, noteId), askedAt }),
  );
  return conversationView(await recordNow(request), staff, toInstant(app.clock.now()));
}

/** A closed request's workflow has ended, so its record says why it can no longer move. */
function questionOf(request: FastifyRequest, asked: AskedCommand<ConversationKinds>): Question {
  const { conversation } = request;
  const policy = keptPolicy(conversation);
  return {
    caseId: conversation.id,
    workflow: { workflowId: conversationContract.workflowId(conversation.program, conversation.id) },
    update: conversationContract.update(asked.command.kind),
    input: asked,
    early: refusalOfCommand(policy, conversation, asked.command),
    late: async () => refusalOfCommand(policy, await recordNow(request), asked.command),
  };
}

async function recordNow({ em, conversation, staff }: FastifyRequest): Promise<ConversationRecord> {
  const record = await readConversation(em, conversation.id, staff.login);
  if (record === null) throw new Error(`conversation ${conversation.id} is gone`);
  return record;
}
