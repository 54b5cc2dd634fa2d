// One file, so that a conversation opens without another download.
export { ConversationRoute } from '../conversation/conversation-route.tsx';
export { InboxPage } from './inbox-page.tsx';
export { NothingChosen } from './nothing-chosen.tsx';
