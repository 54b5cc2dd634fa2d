import type { Conversation } from '../../shared/wire.ts';
import { type ListFilter, MINE } from '../conversation/queries.ts';

export const tabs = ['waiting', 'mine', 'all'] as const;
export type Tab = (typeof tabs)[number];

export function isTab(value: string | undefined): value is Tab {
  return (tabs as readonly (string | undefined)[]).includes(value);
}

export function inboxPath(tab: string, id?: string): string {
  return id === undefined ? `/inbox/${tab}` : `/inbox/${tab}/${id}`;
}

/** Empty means all conversations. An abandoned intake never became one. */
export type Stage = '' | 'waiting' | 'assigned' | 'closed' | 'abandoned';
export type Chosen = {
  stage: Stage;
  queue: string;
  category: string;
  assignee: string;
  disposition: string;
  /** Civil days of the program, both included. */
  from: string;
  until: string;
  overdue: boolean;
  sort: 'newest' | 'oldest';
};

/** Everything, newest first. */
export const NOTHING_CHOSEN: Chosen = {
  ...{ stage: '', queue: '', category: '', assignee: '', disposition: '', from: '', until: '' },
  overdue: false,
  sort: 'newest',
};

/** The number of active filters. The order does not count. */
export function narrowedBy(chosen: Chosen): number {
  return Object.values({ ...chosen, sort: '' }).filter(Boolean).length;
}

export function filterOf(tab: Tab, { sort, overdue, stage, ...equal }: Chosen, search: string): ListFilter {
  const found = search === '' ? {} : { search };
  if (tab === 'waiting') return { stage: 'waiting', addressed: 'me', ...found };
  if (tab === 'mine') return { ...MINE, ...found };
  const stages = stage === 'abandoned' ? { abandoned: true as const } : { stage };
  const chosen = Object.fromEntries(Object.entries({ ...equal, ...stages }).filter(([, value]) => value !== ''));
  return { ...chosen, ...(overdue ? { overdue } : {}), ...(sort === 'newest' ? { sort } : {}), ...found };
}

/** One's own: the customer with the longest wait first, then the others in their given order. */
export function inOrderOf(tab: Tab, conversations: readonly Conversation[]): Conversation[] {
  if (tab !== 'mine') return [...conversations];
  const waits = ({ awaitingReplySince }: Conversation) =>
    awaitingReplySince === null ? Infinity : Date.parse(awaitingReplySince);
  return conversations.toSorted((one, other) => (waits(one) < waits(other) ? -1 : Number(waits(one) > waits(other))));
}
