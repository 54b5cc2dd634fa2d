// Owns what a supervisor reads about a request in the Temporal UI. Refuses anything personal.
import { escalationTimetable } from '../../domain/conversation/ladder.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { type CasePolicy, queuePolicy } from '../../domain/conversation/policy.ts';
import type { ConversationState } from '../../domain/conversation/state.ts';
import type { PlannedStep } from '../../domain/timetable.ts';
import { localTime } from '../shared/words.ts';

/** Markdown: where the request stands and its timetable in words, in the program's time zone. */
export function requestDetails(
  policy: CasePolicy,
  state: ConversationState,
  looksAgainAt: Instant | null = null,
): string {
  const zone = policy.workingHours.timeZone;
  const lines = [
    `**${standing(state)}**`,
    '',
    `Queue ${state.queue}, category ${state.category}, waiting run ${state.ladderRun}.`,
  ];
  const steps = escalationTimetable(policy, state);
  if (steps.length === 0) return [...lines, '', lookInWords(zone, looksAgainAt)].join('\n');
  const words = steps.map(
    (step) => `- ${localTime(step.at, zone)}: ${stepInWords(policy, state, step)} (${step.rule})`,
  );
  return [...lines, '', `What happens next, ${zone} time:`, ...words].join('\n');
}

// The messages that set the reply clock are in the record: what it will do is in the console.
function lookInWords(zone: string, looksAgainAt: Instant | null): string {
  if (looksAgainAt === null) return 'No timed step: it moves when a person moves it.';
  return `The reply clock is looked at again at ${localTime(looksAgainAt, zone)}; the console says what it will do.`;
}

function standing(state: ConversationState): string {
  if (state.stage === 'closed') return `Closed as ${state.disposition}`;
  if (state.stage === 'assigned') return `Accepted by ${state.assignee}`;
  const roles = state.addressedRoles.join(', ');
  return state.overdue ? `OVERDUE, waiting for ${roles}` : `Waiting for ${roles}`;
}

function stepInWords(policy: CasePolicy, state: ConversationState, step: PlannedStep): string {
  if (step.what === 'announcement-at-opening') return 'if still waiting, it is announced again at opening';
  if (step.what === 'no-answer-text') return 'if still waiting, the customer is told that nobody has answered yet';
  const { ladder } = queuePolicy(policy, state.queue);
  const roles = ladder.flatMap((rung) => (rung.kind === 'escalate' ? rung.to : []));
  return `if still waiting, it passes to ${roles.join(' and ')} as overdue`;
}
