import type { ProcessSection, Screens } from '../cases/screens-shape.ts';
import { page, section } from '../cases/section.ts';
import { inboxPath, type Tab } from '../inbox/tabs.ts';
import { Background } from './background.tsx';
import { takeChanged, takeRemoved, takeSaid } from './live.ts';
import { caseQueries, conversationQuery, knownConversation } from './queries.ts';

const pages = () => import('../inbox/inbox-pages.ts');

const inbox: ProcessSection = {
  path: inboxPath('waiting'),
  label: 'nav.inbox',
  route: {
    ...page('inbox/:tab', async () => (await pages()).InboxPage),
    children: [
      { index: true, lazy: async () => ({ Component: (await pages()).NothingChosen }) },
      page(':id', async () => (await pages()).ConversationRoute),
    ],
  },
  purposeFor: ({ categories }) => (categories.length > 0 ? 'reply' : null),
};

/** The lists that news lead to. The other kinds are about waiting conversations. */
const tabs: Readonly<Record<string, Tab>> = {
  'assigned-to-you': 'mine',
  'customer-wrote': 'mine',
  'reply-overdue': 'mine',
  'ask-to-close': 'mine',
  'reply-escalated': 'all',
  'still-waiting': 'all',
};

export const conversationScreens: Screens = {
  name: 'conversation',
  isIn: ({ categories }) => categories.length > 0,
  sections: [
    inbox,
    {
      ...section('absence', 'nav.absence', async () => (await import('../settings/absence-page.tsx')).AbsencePage),
      purposeFor: ({ queues }, roles) =>
        queues.some(({ absenceSetBy }) => absenceSetBy !== null && roles.includes(absenceSetBy)) ? 'set-up' : null,
    },
  ],
  casePages: [],
  pathOf: (id, kind) => inboxPath(kind === undefined ? 'all' : (tabs[kind] ?? 'waiting'), id),
  linkLabel: 'finance.to.conversation',
  queries: caseQueries,
  live: { message: takeSaid, conversation: takeChanged, removed: takeRemoved },
  news: {
    new: { text: 'bell.kinds.new' },
    overdue: { text: 'bell.kinds.overdue', icon: 'warn', isUrgent: true },
    'waiting-at-opening': { text: 'bell.kinds.waiting-at-opening', icon: 'clock' },
    'still-waiting': { text: 'bell.kinds.still-waiting', icon: 'clock' },
    taken: { text: 'bell.kinds.taken' },
    'assigned-to-you': { text: 'bell.kinds.assigned-to-you' },
    'customer-wrote': { text: 'bell.kinds.customer-wrote', tone: 'unseen', isOnPage: true },
    // A person with the conversation open may look elsewhere while its customer waits.
    'reply-overdue': { text: 'bell.kinds.reply-overdue', icon: 'warn', isUrgent: true, tone: 'always', isOnPage: true },
    'reply-escalated': { text: 'bell.kinds.reply-escalated', icon: 'warn', isUrgent: true },
    'ask-to-close': { text: 'bell.kinds.ask-to-close', icon: 'clock', isOnPage: true },
  },
  about: ({ caseId, details }, { names, program, cache }) => {
    const category = details?.category ?? knownConversation(cache, caseId)?.category;
    return typeof category === 'string' ? names.category(program, category) : null;
  },
  // A person who may no longer see the conversation gets a note without its category.
  readAbout: ({ kind, caseId }, cache) =>
    kind === 'taken' || knownConversation(cache, caseId) !== undefined
      ? undefined
      : cache.fetchQuery(conversationQuery(caseId)).catch(() => null),
  // The next step comes automatically and is reported then.
  isLateInBell: false,
  hasShortcuts: true,
  preload: pages,
  Background,
};
