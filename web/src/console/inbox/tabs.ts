// Owns the three views of the inbox and what each asks for.
import type { Conversation } from '../../shared/wire.ts';
import type { ListFilter } from '../data/conversations.ts';

export const tabs = ['waiting', 'mine', 'all'] as const;
export type Tab = (typeof tabs)[number];

export function isTab(value: string | undefined): value is Tab {
  return (tabs as readonly (string | undefined)[]).includes(value);
}

/** The empty one is all of them. */
export type Stage = '' | 'waiting' | 'assigned' | 'closed';
export type Chosen = { stage: Stage; queue: string; overdue: boolean };

/** What is asked of the server. */
export function filterOf(tab: Tab, chosen: Chosen): ListFilter {
  if (tab === 'waiting') return { stage: 'waiting' };
  if (tab === 'mine') return { stage: 'assigned', assignee: 'me' };
  const queue = chosen.queue === '' ? {} : { queue: chosen.queue };
  const stage = chosen.stage === '' ? {} : { stage: chosen.stage };
  return { ...stage, ...queue, ...(chosen.overdue ? { overdue: true as const } : {}) };
}

/** Who oversees a queue sees requests that do not wait for them: `may` tells which do. */
export function isInTab(tab: Tab, conversation: Conversation): boolean {
  return tab !== 'waiting' || conversation.may.includes('accept');
}
