import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { countConversations, listConversations } from '../../../db/read/conversations.ts';
import { type PastEntry, readTimeline } from '../../../db/read/timeline.ts';
import { actorName } from '../../../domain/access/actor.ts';
import { isOpen } from '../../../domain/access/conversation-access.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { isReminder } from '../../../domain/conversation/replies.ts';
import { conversation as process } from '../../../domain/conversation/process.ts';
import { reachOf } from '../../cases/scope.ts';
import {
  ConversationCounts,
  ConversationList,
  ConversationParams,
  ConversationView,
  TimelineView,
} from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { ProgramFilter } from '../../schemas/program-words.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { decodeCursor, pageOf } from '../../server/pages.ts';
import { conversationView, relationsTo, stepsShownTo } from '../../views/conversation-view.ts';
import { conversationQuery, filterOf } from './list-filters.ts';

const one = {
  config: { access: 'conversation.read' },
  schema: {
    tags: ['conversations'],
    summary: 'One conversation: where it stands and what happens next',
    description:
      'Customers see their own conversation. Staff see conversations by their role, their queue or their own work. Others get 404. `may` lists the actions open to the reader now. `nextAction` is the next step if nobody acts. `todo` lists the work of people.',
    params: ConversationParams,
    response: { 200: Ref(ConversationView), ...problems(401, 404) },
  },
} as const;

const many = {
  config: { access: 'staff' },
  schema: {
    tags: ['conversations'],
    summary: 'The conversations that you may see, oldest first unless you ask otherwise',
    description:
      'The inbox: the requests that your roles, your queues and your own work let you see, narrowed by each filter. An intake is not listed until the customer chooses a category, or until one is assumed after three answers or ten minutes (CDEK-06). An intake that ended without any message is listed only with `abandoned`, and only to people who oversee the whole program. An unknown value in a filter is a 400.',
    querystring: conversationQuery,
    response: { 200: ConversationList, ...problems(400, 401) },
  },
} as const;

const counts = {
  config: { access: 'staff' },
  schema: {
    tags: ['conversations'],
    summary: 'How many requests want you',
    description: 'Counts all of them, as far as your roles reach now.',
    querystring: Type.Object({ program: Type.Optional(ProgramFilter) }),
    response: { 200: Ref(ConversationCounts), ...problems(400, 401, 403) },
  },
} as const;

const timeline = {
  config: { access: 'conversation.read' },
  schema: {
    tags: ['conversations'],
    summary: 'What happened and what will',
    description:
      '`past` lists past events, oldest first, each with its rule. `next` lists the steps that will happen by themselves. Customers do not see who in the centre acted, or when staff are reminded. Only those who may read the messages see notes. A supervisor who reads somebody else’s note leaves an audit row.',
    params: ConversationParams,
    response: { 200: TimelineView, ...problems(401, 404) },
  },
} as const;

export async function readingRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/conversations/:id', one, async (request) =>
    conversationView(request.conversation, request.actor, toInstant(app.clock.now())),
  );

  app.get('/v1/conversations', many, async ({ em, staff, query }) => {
    const [openedAt, id] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 'instant', 'uuid');
    const found = await listConversations(em, {
      ...filterOf(query, { login: staff.login, reach: reachOf(staff, process) }),
      limit: query.limit + 1,
      ...(openedAt === undefined || id === undefined ? {} : { after: { openedAt, id } }),
    });
    const { items, nextCursor } = pageOf(found, query.limit, (last) => [last.openedAt, last.id]);
    const now = toInstant(app.clock.now());
    return { items: items.map((record) => conversationView(record, staff, now)), nextCursor };
  });

  app.get('/v1/conversations/counts', counts, async ({ em, staff, query: { program } }) => {
    const reach = reachOf(staff, process).filter((one) => program === undefined || one.program === program);
    return countConversations(em, { login: staff.login, reach });
  });

  app.get('/v1/conversations/:id/timeline', timeline, async (request) => {
    const past = await readTimeline(request.em, request.params.id);
    const shown = past.flatMap((entry) => shownTo(request, entry));
    if (shown.some((entry) => isNoteOfAnother(request, entry))) {
      const details = { part: 'notes' } as const;
      await request.auditViewing('conversation.read-messages', { ...request.conversation, details });
    }
    return { past: shown, next: stepsShownTo(request.actor, request.conversation, toInstant(app.clock.now())) };
  });
}

function isNoteOfAnother({ actor }: FastifyRequest, { by, note }: PastEntry): boolean {
  return note !== null && by !== actorName(actor);
}

/** A customer learns what happened, but not who in the centre did it. Notes are for readers of the messages. */
function shownTo({ actor, conversation }: FastifyRequest, entry: PastEntry): PastEntry[] {
  if (isOpen('conversation.read-messages', relationsTo(conversation, actor)) && actor.kind === 'staff') return [entry];
  if (actor.kind === 'staff') return [{ ...entry, note: null }];
  if (isReminder(entry.what)) return [];
  const by = entry.by === 'customer' || entry.by === 'careline' ? entry.by : 'agent';
  return [{ ...entry, by, details: null, note: null }];
}
