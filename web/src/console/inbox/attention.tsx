// Owns how many requests want a word, in the title of the browser's tab: of one's own an unread message, or a customer who waits
// for a reply; of those that wait for one the overdue. Refuses to show anything else.
import { useConversationCounts, useMine } from '../data/conversations.ts';
import { useProgram } from '../data/session.tsx';
import { useTitleCount } from '../shell/document-title.ts';

/** For every screen of somebody whose program has conversations. */
export function Attention() {
  const { name } = useProgram();
  const { data } = useConversationCounts(name);
  // Kept current for whatever asks whether a request is one's own.
  useMine(name);
  useTitleCount((data?.attention ?? 0) + (data?.overdue ?? 0));
  return null;
}
