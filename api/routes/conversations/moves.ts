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
import { type Refusal, refusal } from '../../../domain/refusal.ts';
import {
  type AskedCommand,
  conversationUpdates,
  conversationWorkflowId,
} from '../../../workflows/conversation/contract.ts';
import type { CarelineApp } from '../../careline-app.ts';
import { OutcomeUnknownError, refuse } from '../../errors.ts';
import { conversationView, policyOf } from '../../views/conversation-view.ts';
import { accept, assign, close, release, transfer } from './move-declarations.ts';
import { remindCase } from './remind-case.ts';

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

/** Asks the running case for a move; its record says no without it where it already can. */
async function move(app: CarelineApp, request: FastifyRequest, commandOf: CommandOf, text?: string) {
  const { conversation, em, staff } = request;
  const askedAt = toInstant(app.clock.now());
  // The same for a repeated request, as its update is, so that a note is never kept twice.
  const noteId = text === undefined || isBlank(text) ? null : uuidOf(request.updateId);
  const command = commandOf(staffIn(staff, conversation.program), noteId);
  const policy = policyOf(conversation.program);
  const early = refusalOfCommand(policy, conversation, command);
  const asked = { command, askedAt };
  if (early !== null) return repeatedMove(request, asked, early);
  if (noteId !== null && text !== undefined) {
    const note = { id: noteId, caseId: conversation.id, by: staff.login, text: maskCardNumbers(text) };
    await writeNote(em, note, askedAt);
  }
  const workflowId = conversationWorkflowId(conversation.program, conversation.id);
  const outcome = await app.cases.update(workflowId, conversationUpdates[command.kind].name, asked, request.updateId);
  if (noteId !== null && (outcome.kind === 'refused' || outcome.kind === 'gone')) await dropNote(em, noteId);
  if (outcome.kind === 'refused') refuse(outcome.refusal);
  if (outcome.kind === 'unknown') {
    await remindCase(request, asked);
    throw new OutcomeUnknownError(request.updateId);
  }
  const after = await recordNow(request);
  const late = outcome.kind === 'gone' ? refusalOfCommand(policy, after, command) : null;
  if (late !== null) return repeatedMove(request, asked, late);
  if (outcome.kind === 'gone') throw new OutcomeUnknownError(request.updateId);
  return conversationView(after, staff);
}

/** What is refused now may be what this same request, whose answer was lost, has done itself: then it has its outcome. */
async function repeatedMove(request: FastifyRequest, asked: AskedCommand, refused: Refusal) {
  if (!(await remindCase(request, asked))) refuse(refused);
  return conversationView(await recordNow(request), request.staff);
}

async function recordNow({ em, conversation, staff }: FastifyRequest): Promise<ConversationRecord> {
  const record = await readConversation(em, conversation.id, staff.login);
  if (record === null) throw new Error(`conversation ${conversation.id} is gone`);
  return record;
}
