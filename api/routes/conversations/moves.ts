// Owns what staff ask of a request over HTTP: accept, release, assign, transfer, close. The running case decides.
import type { FastifyRequest } from 'fastify';
import { type ConversationRecord, readConversation } from '../../../db/read/conversations.ts';
import { readPerson } from '../../../db/read/people.ts';
import { dropNote, writeNote } from '../../../db/write/timeline.ts';
import { staffIn } from '../../../domain/access/actor.ts';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { type Command, refusalOfCommand } from '../../../domain/conversation/commands.ts';
import { maskCardNumbers } from '../../../domain/conversation/card-number.ts';
import { isBlank } from '../../../domain/conversation/disposition.ts';
import { refusal } from '../../../domain/refusal.ts';
import {
  type AskedCommand,
  conversationUpdates,
  conversationWorkflowId,
} from '../../../workflows/conversation/contract.ts';
import { askCase, type Question } from '../../ask-case.ts';
import type { CarelineApp } from '../../careline-app.ts';
import { RefusedError, refuse } from '../../errors.ts';
import { conversationView, policyOf } from '../../views/conversation-view.ts';
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

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

type CommandOf = (by: Staff, noteId: string | null) => Command;

/** Asks the running case for a move, and shows it afterwards; a refused one leaves no note. */
async function move(app: CarelineApp, request: FastifyRequest, commandOf: CommandOf, text?: string) {
  const { conversation, em, staff } = request;
  // The same for a repeated request, as its update is, so that a note is never kept twice.
  const noteId = text === undefined || isBlank(text) ? null : uuidOf(request.updateId);
  const command = commandOf(staffIn(staff, conversation.program), noteId);
  const asked = { command, askedAt: toInstant(app.clock.now()) };
  const question = questionOf(request, asked);
  if (question.early === null && noteId !== null && text !== undefined) {
    const note = { id: noteId, caseId: conversation.id, by: staff.login, text: maskCardNumbers(text) };
    await writeNote(em, note, asked.askedAt);
  }
  try {
    await askCase(request, question);
  } catch (error) {
    if (noteId !== null && error instanceof RefusedError) await dropNote(em, noteId);
    throw error;
  }
  return conversationView(await recordNow(request), staff);
}

/** A closed request's workflow has ended, and its record says why it can no longer be moved. */
function questionOf(request: FastifyRequest, asked: AskedCommand): Question {
  const { conversation } = request;
  const policy = policyOf(conversation.program);
  return {
    caseId: conversation.id,
    workflow: { workflowId: conversationWorkflowId(conversation.program, conversation.id) },
    update: conversationUpdates[asked.command.kind].name,
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
