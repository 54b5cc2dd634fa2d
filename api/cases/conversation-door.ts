import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ConversationRecord, readConversation } from '../../db/read/conversations.ts';
import { audit } from '../../db/write/audit.ts';
import { actorName } from '../../domain/access/actor.ts';
import type { ConversationAction } from '../../domain/access/conversation-access.ts';
import { isConversationAction, verdictOnConversation } from '../../domain/access/route-access.ts';
import type { Verdict } from '../../domain/access/verdict.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { findProgram } from '../../programs/index.ts';
import { enforceOnCase } from '../plugins/access.ts';
import { isUuid } from '../server/given-values.ts';
import { readConversationOf } from './asked.ts';
import { notThere } from './purged.ts';
import { openDoor } from './request-case.ts';
import { auditOfViewing, type Viewed } from './viewing.ts';

export function conversationDoor(app: FastifyInstance): void {
  app.decorateRequest('seenConversation', seenConversation);
  app.decorateRequest('auditViewing', auditViewing);
  openDoor(app, { property: 'conversation', isAbout: isConversationAction, admit: conversationFor });
}

async function conversationFor(request: FastifyRequest, action: ConversationAction): Promise<ConversationRecord> {
  const { id } = request.params as { id: string };
  const asked = readConversationOf(request);
  const record = asked === undefined ? await findConversation(request, id) : asked;
  if (record === null) return notThere(request, id);
  await enforceOnCase(request, record.id, verdictOn(record, action, request));
  return record;
}

async function findConversation({ em, actor }: FastifyRequest, id: string): Promise<ConversationRecord | null> {
  return isUuid(id) ? readConversation(em, id, actorName(actor)) : null;
}

function verdictOn(record: ConversationRecord, action: ConversationAction, { actor }: FastifyRequest): Verdict {
  return verdictOnConversation(findProgram(record.program)?.conversation, action, actor, record);
}

async function seenConversation(
  this: FastifyRequest,
  id: string,
  action: ConversationAction,
): Promise<ConversationRecord | null> {
  const record = await findConversation(this, id);
  return record !== null && verdictOn(record, action, this).kind === 'open' ? record : null;
}

async function auditViewing(
  this: FastifyRequest,
  action: ConversationAction,
  viewed: Viewed = this.conversation,
): Promise<void> {
  const entry = auditOfViewing(this.actor, action, viewed, toInstant(this.server.clock.now()));
  if (entry !== null) await audit(this.em, entry);
}
