// Owns the shapes of live events, as the OpenAPI document describes the stream. Refuses to decide who is told of what.
import type { PassThrough } from 'node:stream';
import Type from 'typebox';
import { MessageView } from './conversations.ts';
import { Notification } from './notification.ts';
import { Id, Ref } from './shared.ts';

const named = (event: string, data: Type.TSchema) =>
  Type.Object({ id: Type.String({ examples: ['731-42'] }), event: Type.Literal(event), data });
const about = Type.Object({ conversationId: Id });

/** One event as a browser's EventSource hands it over, `data` read as JSON. */
export const LiveEvent = Type.Union(
  [
    named('message', Type.Object({ conversationId: Id, message: Ref(MessageView) })),
    named('conversation', about),
    named('removed', about),
    named('service-package', Type.Object({ id: Id })),
    named('ticket', Type.Object({ id: Id })),
    named('notification', Ref(Notification)),
    Type.Object({ event: Type.Literal('resync'), data: Type.Object({}) }),
  ],
  {
    $id: 'LiveEvent',
    description:
      'message: written; conversation: its header has changed, read it anew; service-package and ticket: the same; removed: not yours to see any more; notification: you have been told something, or (with readAt) have read it on another screen; resync: you have missed too much, read your lists anew. resync has no id.',
  },
);

/** The stream: text that holds one event after the other. */
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
