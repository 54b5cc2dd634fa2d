// Owns the reading of conversations over HTTP: one, many, and what happened to one and what will.
import Type from 'typebox';
import { listConversations, type ProgramScope } from '../../../db/read/conversations.ts';
import { readTimeline } from '../../../db/read/timeline.ts';
import { type StaffActor, staffIn } from '../../../domain/access/actor.ts';
import { programs } from '../../../programs/index.ts';
import type { CarelineApp } from '../../app.ts';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { ConversationList, ConversationParams, ConversationView, TimelineView } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import { conversationView } from '../../views/conversation-view.ts';

export async function readingRoutes(app: CarelineApp): Promise<void> {
  app.get(
    '/v1/conversations/:id',
    {
      config: { access: 'conversation.read' },
      schema: {
        tags: ['conversations'],
        summary: 'One conversation: where it stands and what happens next',
        params: ConversationParams,
        response: { 200: Ref(ConversationView), ...problems(401, 404) },
      },
    },
    async (request) => conversationView(request.conversation, request.actor),
  );

  app.get(
    '/v1/conversations',
    {
      config: { access: 'staff' },
      schema: {
        tags: ['conversations'],
        summary: 'The conversations that you may see, oldest first',
        querystring: Type.Object({
          program: Type.Optional(Type.String()),
          stage: Type.Optional(Type.String()),
          queue: Type.Optional(Type.String()),
          overdue: Type.Optional(Type.Boolean()),
          assignee: Type.Optional(Type.Literal('me')),
          cursor: Type.Optional(Type.String()),
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
        }),
        response: { 200: ConversationList, ...problems(400, 401) },
      },
    },
    async (request) => {
      const actor = request.staff;
      const { cursor, limit, assignee, ...wanted } = request.query;
      const [openedAt, id] = cursor === undefined ? [] : decodeCursor(cursor, 2);
      const found = await listConversations(request.em, {
        ...wanted,
        login: actor.login,
        scopes: scopesOf(actor),
        limit: limit + 1,
        ...(assignee === undefined ? {} : { mine: true }),
        ...(openedAt === undefined || id === undefined ? {} : { after: { openedAt, id } }),
      });
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return {
        items: items.map((record) => conversationView(record, actor)),
        nextCursor: last === undefined ? null : encodeCursor([last.openedAt, last.id]),
      };
    },
  );

  app.get(
    '/v1/conversations/:id/timeline',
    {
      config: { access: 'conversation.read' },
      schema: {
        tags: ['conversations'],
        summary: 'What happened and what will',
        params: ConversationParams,
        response: { 200: TimelineView, ...problems(401, 404) },
      },
    },
    async (request) => {
      const past = await readTimeline(request.em, request.params.id);
      const isCustomer = request.actor.kind === 'customer';
      const shown = isCustomer ? past.map((entry) => ({ ...entry, by: outside(entry.by), details: null, note: null })) : past;
      return { past: shown, next: request.conversation.next };
    },
  );
}

/** A customer learns what happened, not who of the centre did it. */
function outside(by: string): string {
  return by === 'customer' || by === 'careline' ? by : 'agent';
}

function scopesOf(actor: StaffActor): ProgramScope[] {
  return programs.flatMap(({ name, conversation }) => {
    const { roles } = staffIn(actor, name);
    if (conversation === undefined || roles.length === 0) return [];
    const seen = roles.map((role) => conversation.oversight[role] ?? []);
    const oversees = seen.includes('all') ? ('all' as const) : seen.flatMap((queues) => [...queues]);
    return [{ program: name, roles, oversees }];
  });
}
