// The `may` of the server decides what is allowed.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import { isPassing, type Problem } from '../../shared/problem.ts';
import { untilKnown } from '../../shared/until-known.ts';
import { api } from '../data/api.ts';
import { conversationQuery, refetchConversations, takeConversation } from '../conversation/queries.ts';
import { setLost, whileMoving } from '../conversation/sight.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { tell } from '../notifications/tell.ts';

/** Without a question: the program has only one. */
export type Answer = { question?: string; text: string };

export type Move =
  | { kind: 'accept' | 'release' }
  | { kind: 'assign'; login: string }
  | { kind: 'identify'; answers: readonly Answer[] }
  | { kind: 'transfer'; category: string; reason: string | null }
  | { kind: 'close'; disposition: string; otherText: string | null };

export type Moves = {
  /** The move under way, and whether it is being retried. */
  running: Move['kind'] | null;
  stillTrying: boolean;
  /**
   * A problem is shown in a note, unless the caller shows it (`tells: false`) and the conversation is still visible.
   * @returns the problem, or `null` when it is done
   */
  run: (move: Move, doneText: string, tells?: boolean) => Promise<Problem | null>;
};

export function useMoves(id: string): Moves {
  const client = useQueryClient();
  const { i18n } = useTranslation();
  const speak = useSpokenProblem();
  const [running, setRunning] = useState<Move['kind'] | null>(null);
  const [stillTrying, setStillTrying] = useState(false);

  const run = (move: Move, doneText: string, tells = true): Promise<Problem | null> =>
    whileMoving(id, async () => {
      setRunning(move.kind);
      const result = await untilKnown(
        (key) => ask(id, move, key),
        () => setStillTrying(true),
      );
      setRunning(null);
      setStillTrying(false);
      if (result.kind === 'ok') {
        tell({ message: doneText });
        takeConversation(client, result.data);
        await afterDrawing();
        return null;
      }
      const isInSight = await look(client, id);
      if (tells || !isInSight)
        tell({ message: () => speak(result.problem), title: () => i18n.t(`moves.${move.kind}`), isProblem: true });
      return result.problem;
    });
  return { running, stillTrying, run };
}

/** Reloads after a refused move; false when the person may no longer see the conversation. */
async function look(client: QueryClient, id: string): Promise<boolean> {
  refetchConversations(client);
  const seen = await resultOf(api.GET('/v1/conversations/{id}', { params: { path: { id } } }));
  if (seen.kind === 'ok') client.setQueryData(conversationQuery(id).queryKey, seen.data);
  // While logged out nothing is visible; that says nothing about the conversation.
  const isInSight = seen.kind === 'ok' || isPassing(seen.problem) || seen.problem.status === 401;
  if (!isInSight) setLost(client, id, true);
  await afterDrawing();
  return isInSight;
}

// The screen leaves a lost conversation before the move counts as over, so that its loss is not reported twice.
function afterDrawing(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}

function ask(id: string, move: Move, key: string) {
  const options = { params: { path: { id }, header: { 'Idempotency-Key': key } } };
  switch (move.kind) {
    case 'accept':
      return api.POST('/v1/conversations/{id}/accept', { ...options, body: {} });
    case 'release':
      return api.POST('/v1/conversations/{id}/release', { ...options, body: {} });
    case 'assign':
      return api.POST('/v1/conversations/{id}/assign', { ...options, body: { login: move.login } });
    case 'identify':
      return identify(id, move.answers);
    case 'transfer': {
      const body =
        move.reason === null ? { category: move.category } : { category: move.category, reason: move.reason };
      return api.POST('/v1/conversations/{id}/transfer', { ...options, body });
    }
    case 'close': {
      const { disposition, otherText } = move;
      const body = otherText === null ? { disposition } : { disposition, otherText };
      return api.POST('/v1/conversations/{id}/close', { ...options, body });
    }
  }
}

// A PUT needs no key: the same answer again changes nothing, so all are sent again after a failure.
async function identify(id: string, answers: readonly Answer[]) {
  const params = { path: { id } };
  for (const body of answers.slice(0, -1)) {
    const answer = await api.PUT('/v1/conversations/{id}/identification', { params, body });
    if (answer.data === undefined) return answer;
  }
  const last = answers.at(-1);
  if (last === undefined) return api.GET('/v1/conversations/{id}', { params });
  return api.PUT('/v1/conversations/{id}/identification', { params, body: last });
}
