// Owns the schemas of notifications.
import Type from 'typebox';
import { Id, Instant, Nullable } from './shared.ts';

/** Notifications are numbered; a number may be larger than JavaScript's, so it travels as text. */
export const NotificationId = Type.String({ pattern: '^[0-9]{1,18}$', examples: ['42'] });

const word = (description: string) => Type.Optional(Type.String({ description }));

// Others may come with other processes, so clients pass over what they do not know.
const Details = Type.Object(
  {
    category: word('What the request is about'),
    queue: word('Where it waits or was taken'),
    waitingSince: word('While it waits: since when, RFC 3339'),
    assignee: word('With taken and assigned-to-you: who has it'),
  },
  { additionalProperties: true },
);

export const Notification = Type.Object(
  {
    id: NotificationId,
    at: Instant,
    kind: Type.String({ description: 'new, overdue, waiting-at-opening, taken, assigned-to-you' }),
    program: Type.String(),
    conversationId: Id,
    details: Nullable(Details),
    readAt: Nullable(Instant),
  },
  { $id: 'Notification', description: 'Something that you have been told' },
);

export const Unread = Type.Integer({ description: 'How many of all your notifications are unread' });
