import type { PassThrough } from 'node:stream';
import Type from 'typebox';
import { ConversationView, MessageView } from './conversations.ts';
import { AboutCase, Notification } from './notification.ts';
import { conversation } from '../../domain/conversation/process.ts';
import { Id, Nullable, processNames, Ref } from './shared.ts';

const named = (event: string, data: Type.TSchema) =>
  Type.Object({ id: Type.String({ examples: ['731-42'] }), event: Type.Literal(event), data });
const about = Type.Object({ conversationId: Id });

// All other processes say only which case has changed.
const withoutLines = processNames.filter((name) => name !== conversation.name);

/** One event as a browser's EventSource delivers it, `data` parsed as JSON. */
export const LiveEvent = Type.Union(
  [
    named('message', Type.Object({ conversationId: Id, message: Ref(MessageView) })),
    named(conversation.name, Type.Object({ conversationId: Id, conversation: Ref(ConversationView) })),
    named('removed', about),
    ...withoutLines.map((process) => named(process, Type.Object({ id: Id }))),
    named('notification', Ref(Notification)),
    named('withdrawn', Type.Object({ program: Type.String(), ...AboutCase })),
    named(
      'taken',
      Type.Object({
        kind: Type.Literal('taken'),
        program: Type.String(),
        ...AboutCase,
        details: Nullable(Type.Record(Type.String(), Type.Unknown())),
      }),
    ),
    named(
      'replay',
      Type.Object({
        id: Id,
        draftId: Id,
        program: Type.String(),
        status: Type.Enum(['running', 'done', 'stopped', 'failed']),
        total: Type.Integer(),
        lookedAt: Type.Integer(),
      }),
    ),
    Type.Object({ event: Type.Literal('resync'), data: Type.Object({}) }),
  ],
  {
    $id: 'LiveEvent',
    description:
      'message: a message was written. conversation: the conversation has changed; the event carries what `GET /v1/conversations/{id}` answers to you now. ' +
      withoutLines.join(', ') +
      ': the case has changed; fetch it again. removed: you may no longer see the conversation. notification: you have a new notification, or (with readAt) you read it on another screen. withdrawn: a notification was removed from your list, because a colleague took the case or it no longer applies. taken: a colleague took a request that was addressed to you; `details.assignee` says who. replay: a replay of a draft has come further, for those who may change the program. resync: you missed too many events; fetch your lists again. resync has no id.',
  },
);

/** The stream: text with one event after the other. */
export const EventStream = Type.Unsafe<PassThrough>({
  type: 'string',
  contentMediaType: 'text/event-stream',
  contentSchema: Ref(LiveEvent),
  examples: ['id: 731-42\nevent: removed\ndata: {"conversationId":"0d2f7c1e-8f0a-4d55-9a44-5b8a3b7f1c11"}\n\n'],
});

const position = { maxLength: 100, examples: ['731-42'] };

export const EventsQuery = Type.Object({
  lastEventId: Type.Optional(
    Type.String({ ...position, description: 'The same as the header, for a first connection that cannot set it' }),
  ),
});

export const EventsHeaders = Type.Object({
  'Last-Event-ID': Type.Optional(
    Type.String({ ...position, description: 'The id of the last event that you have; all since then comes first' }),
  ),
});
