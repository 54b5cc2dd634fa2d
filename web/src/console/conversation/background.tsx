import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useProgram, useSession } from '../data/session.tsx';
import { useTitleCount } from '../shell/document-title.ts';
import { takeMessage, useConversationCounts, useMine } from './queries.ts';
import { resumeReplies } from './replies.ts';

export function Background({ isInView }: { isInView: boolean }) {
  const cache = useQueryClient();
  const { me } = useSession();
  useEffect(() => {
    resumeReplies(me.login, (id, message) => takeMessage(cache, message.conversationId ?? id, message));
  }, [cache, me.login]);
  return isInView ? <Attention /> : null;
}

// The tab's title counts one's own conversations that need a reply, and overdue waiting ones.
function Attention() {
  const { name } = useProgram();
  const { data } = useConversationCounts(name);
  // Keeps the list current for the question whether a conversation is one's own.
  useMine(name);
  useTitleCount((data?.attention ?? 0) + (data?.overdue ?? 0));
  return null;
}
