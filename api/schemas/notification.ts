// Owns the schemas of notifications.
import Type from 'typebox';
import { Id, Instant, Nullable } from './shared.ts';

/** Notifications are numbered; a number may be larger than JavaScript's, so it travels as text. */
export const NotificationId = Type.String({ pattern: '^[0-9]{1,18}$', examples: ['42'] });

export const Notification = Type.Object(
  {
    id: NotificationId,
    at: Instant,
    kind: Type.String({ description: 'new, overdue, waiting-at-opening, taken, assigned-to-you' }),
    program: Type.String(),
    conversationId: Id,
    details: Nullable(Type.Record(Type.String(), Type.Unknown())),
    readAt: Nullable(Instant),
  },
  { $id: 'Notification', description: 'Something that you have been told' },
);

export const Unread = Type.Integer({ description: 'How many of all your notifications are unread' });
