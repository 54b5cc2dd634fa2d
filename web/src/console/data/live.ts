import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { StreamEvent } from '../../shared/event-stream.ts';
import { type LiveState, openLiveStream } from '../../shared/live-stream.ts';
import type { Notification } from '../../shared/wire.ts';
import { reloadCase, screens } from '../cases/screens.ts';
import type { Line, Screens } from '../cases/screens-shape.ts';
import { debounced } from './debounced.ts';

let line: LiveState = 'connecting';
const listeners = new Set<() => void>();

/** Whether the live stream is connected. */
export function useLine(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => line,
  );
}

function setLine(state: LiveState): void {
  line = state;
  for (const listener of listeners) listener();
}

// Many events at once, such as the start of a shift, cost one reload of the lists.
const LISTS_PAUSE_MS = 150;

type Told = Pick<Line, 'program' | 'tell'> & {
  /** The news about a case is no longer true. */
  onWithdrawn: (caseId: string) => void;
};

/** Keeps the cache current until the returned function is called. */
export function followLive(cache: QueryClient, told: Told): () => void {
  const takeNews = (event: 'notification' | 'taken' | 'withdrawn', data: unknown) => {
    void cache.invalidateQueries({ queryKey: ['notifications'] });
    const about = data as Notification;
    if (event === 'withdrawn') told.onWithdrawn(about.caseId);
    // Read on another screen: the bell counts again, and no note is shown.
    else if (event === 'taken' || about.readAt === null) told.tell(about);
  };
  const takeCase = followCases(cache, told);
  const take = ({ event, data }: StreamEvent) => {
    if (event === 'resync') return void cache.invalidateQueries();
    if (event === 'replay') {
      const { draftId } = JSON.parse(data) as { draftId: string };
      return void cache.invalidateQueries({ queryKey: ['rules', 'replays', draftId] });
    }
    if (event === 'notification' || event === 'taken' || event === 'withdrawn')
      return takeNews(event, JSON.parse(data));
    return takeCase(event, JSON.parse(data));
  };
  const stream = openLiveStream({
    url: '/v1/events',
    onEvent: take,
    onState: (state) => {
      setLine(state);
      // No event reports what happened before the connection. Counts are exact because they are read again.
      if (state === 'live') void cache.invalidateQueries();
    },
    onForbidden: () => cache.setQueryData(['me'], null),
  });
  return stream.close;
}

/** Hands each event to the process that it belongs to. */
export function followCases(cache: QueryClient, { program, tell }: Pick<Line, 'program' | 'tell'>) {
  const stale = new Set<string>();
  const reload = debounced(() => {
    for (const name of stale) void cache.invalidateQueries({ queryKey: [name] });
    stale.clear();
  }, LISTS_PAUSE_MS);
  const reloadListsOf = ({ queries }: Screens) => {
    for (const name of queries.lists) stale.add(name);
    reload();
  };
  return (event: string, data: unknown): void => {
    for (const one of screens) {
      const take = one.live?.[event];
      const reloadLists = () => reloadListsOf(one);
      if (take !== undefined) take(data, { cache, program, reloadLists, tell });
      else if (event === one.name) {
        reloadCase(cache, one, (data as { id: string }).id);
        reloadLists();
      }
    }
  };
}
