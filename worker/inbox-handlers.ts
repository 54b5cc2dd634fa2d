// Owns the table of who acts on which provider's events. Refuses to act itself.
import type { InboxHandlers } from './inbox-relay.ts';

/** By the source under which the webhook keeps them; a new provider is a line here. */
export const inboxHandlers: InboxHandlers = new Map();
