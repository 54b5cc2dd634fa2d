// A queue of `push` gives its requests to people who are at work; the ladder runs on until one has it.
import type { Instant } from '../calendar/instant.ts';
import { isWithinWorkingHours } from '../calendar/working-hours.ts';
import type { WaitingWork } from '../distribution.ts';
import { type CasePolicy, queuePolicy } from './policy.ts';
import type { ConversationState, Notify } from './state.ts';

/** True for a queue whose requests Careline gives to people. */
export function isPushed(policy: CasePolicy, queue: string): boolean {
  return queuePolicy(policy, queue).distribution === 'push';
}

type Given = Pick<ConversationState, 'giving' | 'returnedBy'>;

/**
 * How a request that waits in a queue at an instant reaches a person: in opening hours one is chosen at once. Nothing
 * for a queue whose people take requests. `told`: the people of the queue know that it waits.
 */
export function givingAt(policy: CasePolicy, queue: string, { at, told }: { at: Instant; told: boolean }): Given {
  if (!isPushed(policy, queue)) return {};
  const choosing = isWithinWorkingHours(policy.workingHours, at);
  return { giving: { choosing, told: told || !choosing } };
}

/** The state without what its queue still had to do to give it to a person. */
export function withoutGiving(before: ConversationState): ConversationState {
  const { giving: _, returnedBy: __, ...state } = before;
  return state;
}

/** True while a person is being chosen for it. The rules may have changed since it began to wait. */
export function isBeingGiven(
  policy: CasePolicy,
  { stage, queue, giving }: Pick<ConversationState, 'stage' | 'queue' | 'giving'>,
): boolean {
  return stage === 'waiting' && giving?.choosing === true && isPushed(policy, queue);
}

/** The request, while it waits for a person to be chosen. */
export function workToGive(policy: CasePolicy, state: ConversationState): WaitingWork[] {
  if (!isBeingGiven(policy, state)) return [];
  const { role } = queuePolicy(policy, state.queue);
  const except = state.returnedBy === undefined ? {} : { except: state.returnedBy };
  return [{ key: state.queue, team: role, presentOnly: true, ...except }];
}

/** Who is told that it waits: no one yet while a person is being chosen, if no one knows of it. */
export function toldOfWaiting({ giving }: Pick<ConversationState, 'giving'>, notifies: readonly Notify[]): Notify[] {
  return giving?.told === false ? [] : [...notifies];
}
