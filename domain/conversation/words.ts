import type { AnnouncedStep } from '../timetable.ts';
import type { Words } from '../process.ts';
import { GIVING_STEP } from './ladder.ts';
import { type CasePolicy, queuePolicy } from './policy.ts';
import type { ConversationState } from './state.ts';

/** Texts about a request for supervisors in the Temporal UI. */
export const conversationWords: Words<CasePolicy, ConversationState> = {
  timeZone: ({ workingHours }) => workingHours.timeZone,
  heading: (_, state) => heading(state),
  lines: (_, { queue, category, ladderRun }) => [`Queue ${queue}, category ${category}, waiting run ${ladderRun}.`],
  step: stepInWords,
};

function heading({ stage, disposition, assignee, addressedRoles, overdue }: ConversationState): string {
  if (stage === 'closed') return `Closed as ${disposition}`;
  if (stage === 'assigned') return `Accepted by ${assignee}`;
  const roles = addressedRoles.join(', ');
  return overdue ? `OVERDUE, waiting for ${roles}` : `Waiting for ${roles}`;
}

function stepInWords(policy: CasePolicy, state: ConversationState, { what, rule }: AnnouncedStep): string {
  if (what === 'announcement-at-opening') return 'if still waiting, it is announced again at opening';
  if (what === 'no-answer-text') return 'if still waiting, the customer is told that there is no answer yet';
  const { role, ladder } = queuePolicy(policy, state.queue);
  if (what === GIVING_STEP) return `it is given to someone of ${role} who is at work`;
  const rungs = ladder.slice(state.stepsTaken);
  const kind = what === 'waiting-notice' ? 'notify' : 'escalate';
  const rung = rungs.find((one) => one.kind === kind && one.rule === rule);
  const roles = rung?.kind === 'notify' || rung?.kind === 'escalate' ? rung.to.join(' and ') : '';
  if (kind === 'notify') return `if still waiting, ${roles} are told`;
  return `if still waiting, it passes to ${roles}${rung?.kind === 'escalate' && rung.overdue ? ' as overdue' : ''}`;
}
