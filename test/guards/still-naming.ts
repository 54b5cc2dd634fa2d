/** Files of the shared rooms that still name a process, and which. The list only shrinks. */
export const stillNaming: Readonly<Record<string, readonly string[]>> = {
  'activities/inbox-reports.ts': ['ticket'],
  'api/cases/door.ts': ['ticket'],
  'api/plugins/access.ts': ['conversation'],
  'api/routes/held.ts': ['conversation'],
  'db/read/live-events.ts': ['conversation'],
  'db/read/notifications.ts': ['conversation', 'ticket'],
  'db/read/tickets.ts': ['service-package'],
  'db/write/contacts.ts': ['service-package'],
  'db/write/payment-means.ts': ['service-package'],
  'db/write/reply-clock.ts': ['conversation'],
  'db/write/tickets.ts': ['service-package'],
};
