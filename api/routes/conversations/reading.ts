import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { countConversations, listConversations } from '../../../db/read/conversations.ts';
import type { PastEntry } from '../../../db/read/timeline.ts';
import { actorName } from '../../../domain/access/actor.ts';
import { isOpen } from '../../../domain/access/conversation-access.ts';
import { conversation } from '../../../domain/conversation/process.ts';
import { isReminder } from '../../../domain/conversation/replies.ts';
import { caseRoutes } from '../../cases/routes.ts';
import { reachOf } from '../../cases/scope.ts';
import { ConversationCounts, TimelineView } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { ProgramFilter } from '../../schemas/program-words.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { relationsTo, stepsShownTo } from '../../views/conversation-view.ts';
import { conversations } from './conversation-cases.ts';
import { conversationQuery, filterOf } from './list-filters.ts';

export const readingRoutes = caseRoutes(conversation)({
  ...conversations,
  one: {
    access: 'conversation.read',
    summary: 'One conversation: its current stage and what happens next',
    description:
      'Customers see their own conversation. Staff see conversations by their role, their queue or their own work. Others get 404. `may` lists the actions open to the reader now. `nextAction` is the next step if no one acts first. `todo` lists the work of people.',
  },
  list: {
    access: 'staff',
    summary: 'The conversations that you may see, oldest first unless you ask otherwise',
    description:
      'The inbox: the requests that your roles, your queues and your own work let you see, narrowed by each filter. An intake is not listed until the customer chooses a category, or until one is assumed after three answers or ten minutes (CDEK-06). An intake that ended without any message is listed only with `abandoned`, and only to people who oversee the whole program. An unknown value in a filter is a 400.',
    query: conversationQuery,
    find: (em, { query, staff, limit, after }) =>
      listConversations(em, {
        ...filterOf(query, { login: staff.login, reach: reachOf(staff, conversation) }),
        limit,
        ...(after === undefined ? {} : { after: { openedAt: after.at, id: after.id } }),
      }),
    place: ({ id, openedAt }) => ({ at: openedAt, id }),
    whole: (_, record) => record,
  },
});

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

export async function countRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/conversations/counts', counts, async ({ em, staff, query: { program } }) => {
    const reach = reachOf(staff, conversation).filter((one) => program === undefined || one.program === program);
    return countConversations(em, { login: staff.login, reach });
  });
}

export const timelineRoutes = caseRoutes(conversation)({
  ...conversations,
  timeline: {
    access: 'conversation.read',
    summary: 'What happened and what will',
    description:
      '`past` lists past events, oldest first, each with its rule. `next` lists the steps that will happen by themselves. Customers do not see who in the centre acted, or when staff are reminded. Only those who may read the messages see notes. A supervisor who reads somebody else’s note leaves an audit row.',
    schema: TimelineView,
    async story(one, past, { request, now }) {
      const shown = past.flatMap((entry) => shownTo(request, entry));
      if (shown.some((entry) => isNoteOfAnother(request, entry))) {
        await request.auditViewing('conversation.read-messages', { ...one, details: { part: 'notes' } });
      }
      return { past: shown, next: stepsShownTo(request.actor, one, now) };
    },
  },
});

function isNoteOfAnother({ actor }: FastifyRequest, { by, note }: PastEntry): boolean {
  return note !== null && by !== actorName(actor);
}

/** A customer learns what happened, but not who in the centre did it. Notes are for readers of the messages. */
function shownTo({ actor, conversation: one }: FastifyRequest, entry: PastEntry): PastEntry[] {
  if (isOpen('conversation.read-messages', relationsTo(one, actor, 'today')) && actor.kind === 'staff') return [entry];
  if (actor.kind === 'staff') return [{ ...entry, note: null }];
  if (isReminder(entry.what)) return [];
  const by = entry.by === 'customer' || entry.by === 'careline' ? entry.by : 'agent';
  return [{ ...entry, by, details: null, note: null }];
}
