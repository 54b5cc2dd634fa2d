// Owns the reading of conversations over HTTP: one, many, and what happened to one and what will.
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { listConversations } from '../../../db/read/conversations.ts';
import { type PastEntry, readTimeline } from '../../../db/read/timeline.ts';
import { actorName } from '../../../domain/access/actor.ts';
import { isOpen } from '../../../domain/access/conversation-access.ts';
import type { CarelineApp } from '../../careline-app.ts';
import { decodeCursor } from '../../cursor.ts';
import { pageOf } from '../../pages.ts';
import { conversationScopesOf } from '../../scopes.ts';
import {
  ConversationList,
  ConversationParams,
  ConversationView,
  Stage,
  TimelineView,
} from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { ProgramFilter, QueueFilter } from '../../schemas/program-words.ts';
import { pageQuery, Ref } from '../../schemas/shared.ts';
import { conversationView, relationsTo } from '../../views/conversation-view.ts';

const one = {
  config: { access: 'conversation.read' },
  schema: {
    tags: ['conversations'],
    summary: 'One conversation: where it stands and what happens next',
    description:
      'The customer sees their own; staff see what their role, their queue or their own work opens to them; else 404. `may` lists what the reader can do now, `nextAction` what happens by itself if nobody does anything.',
    params: ConversationParams,
    response: { 200: Ref(ConversationView), ...problems(401, 404) },
  },
} as const;

const many = {
  config: { access: 'staff' },
  schema: {
    tags: ['conversations'],
    summary: 'The conversations that you may see, oldest first',
    description:
      'The inbox: every filter narrows what your roles, queues and own work open to you. An intake that no category was chosen for is nobody’s yet. A filter that names something that there is not is 400.',
    querystring: Type.Object({
      ...pageQuery,
      program: Type.Optional(ProgramFilter),
      stage: Type.Optional(Stage),
      queue: Type.Optional(QueueFilter),
      overdue: Type.Optional(Type.Boolean({ description: 'Only what has waited too long, or only what has not' })),
      search: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 100,
          pattern: '\\S',
          examples: ['7707083893'],
          description:
            'Only where the contract number, the INN or the id begins so; case and outer blanks do not matter',
        }),
      ),
      assignee: Type.Optional(Type.Literal('me', { description: 'Only what you have accepted or were assigned' })),
    }),
    response: { 200: ConversationList, ...problems(400, 401) },
  },
} as const;

const timeline = {
  config: { access: 'conversation.read' },
  schema: {
    tags: ['conversations'],
    summary: 'What happened and what will',
    description:
      '`past` is what has happened, oldest first, each with the rule by which it did; `next` is what will happen by itself. A customer does not learn who of the centre did it; notes are for those who may read the messages, and a supervisor who reads another’s leaves an audit row.',
    params: ConversationParams,
    response: { 200: TimelineView, ...problems(401, 404) },
  },
} as const;

export async function readingRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/conversations/:id', one, async (request) => conversationView(request.conversation, request.actor));

  app.get('/v1/conversations', many, async (request) => {
    const actor = request.staff;
    const { cursor, limit, assignee, search, ...wanted } = request.query;
    const [openedAt, id] = cursor === undefined ? [] : decodeCursor(cursor, 'instant', 'uuid');
    const found = await listConversations(request.em, {
      ...wanted,
      login: actor.login,
      scopes: conversationScopesOf(actor),
      limit: limit + 1,
      ...(assignee === undefined ? {} : { mine: true }),
      ...(search === undefined ? {} : { search: search.trim() }),
      ...(openedAt === undefined || id === undefined ? {} : { after: { openedAt, id } }),
    });
    const { items, nextCursor } = pageOf(found, limit, (last) => [last.openedAt, last.id]);
    return { items: items.map((record) => conversationView(record, actor)), nextCursor };
  });

  app.get('/v1/conversations/:id/timeline', timeline, async (request) => {
    const past = await readTimeline(request.em, request.params.id);
    const shown = past.map((entry) => shownTo(request, entry));
    if (shown.some((entry) => isNoteOfAnother(request, entry))) {
      const details = { part: 'notes' } as const;
      await request.auditViewing('conversation.read-messages', { ...request.conversation, details });
    }
    return { past: shown, next: request.conversation.next };
  });
}

function isNoteOfAnother({ actor }: FastifyRequest, { by, note }: PastEntry): boolean {
  return note !== null && by !== actorName(actor);
}

/** A customer learns what happened, not who of the centre did it; notes are for those who may read the messages. */
function shownTo({ actor, conversation }: FastifyRequest, entry: PastEntry): PastEntry {
  if (isOpen('conversation.read-messages', relationsTo(conversation, actor)) && actor.kind === 'staff') return entry;
  if (actor.kind === 'staff') return { ...entry, note: null };
  const by = entry.by === 'customer' || entry.by === 'careline' ? entry.by : 'agent';
  return { ...entry, by, details: null, note: null };
}
