// The tab's title counts one's own conversations that need a reply, and overdue waiting ones.
import { useConversationCounts, useMine } from '../data/conversations.ts';
import { useProgram } from '../data/session.tsx';
import { useTitleCount } from '../shell/document-title.ts';

/** On every screen of a person whose program has conversations. */
export function Attention() {
  const { name } = useProgram();
  const { data } = useConversationCounts(name);
  // Keeps the list current for the question whether a conversation is one's own.
  useMine(name);
  useTitleCount((data?.attention ?? 0) + (data?.overdue ?? 0));
  return null;
}
