// Supervisors read this text in the Temporal UI, so it holds nothing personal.
import { setCurrentDetails } from '@temporalio/workflow';
import type { Instant } from '../domain/calendar/instant.ts';
import type { Kinds, Process } from '../domain/process.ts';
import { announced } from '../domain/timetable.ts';
import { localTime, todoInWords } from './shared/words.ts';
import { workflowNow } from './shared/workflow-time.ts';

/** Shows a case's stage, people's tasks and the next steps, in the program's time zone. */
export function showDetails<K extends Kinds>(
  process: Process<K>,
  policy: K['policy'],
  state: K['state'],
  looksAgainAt: Instant | null = null,
): void {
  setCurrentDetails(caseDetails(process, policy, state, workflowNow(), looksAgainAt));
}

/** Markdown. `looksAgainAt` is the next look at a watched record. */
function caseDetails<K extends Kinds>(
  { words, next, todo }: Process<K>,
  policy: K['policy'],
  state: K['state'],
  now: Instant,
  looksAgainAt: Instant | null,
): string {
  const zone = words.timeZone(policy);
  const steps = announced(next(policy, state), now).map(
    (step) => `- ${localTime(step.at, zone)}: ${words.step(policy, state, step)} (${step.rule})`,
  );
  return [
    `**${words.heading(policy, state)}**`,
    '',
    ...words.lines(policy, state, now),
    ...(policy.version === undefined ? [] : [`Rules: ${policy.version}.`]),
    ...todoInWords(todo(policy, state, now), zone),
    '',
    ...(steps.length === 0 ? [withoutSteps(zone, looksAgainAt)] : [`What happens next, ${zone} time:`, ...steps]),
  ].join('\n');
}

// The steps of a watched record are in the record, so only the console shows them.
function withoutSteps(zone: string, looksAgainAt: Instant | null): string {
  if (looksAgainAt === null) return 'No timed step is ahead.';
  return `It is looked at again at ${localTime(looksAgainAt, zone)}; the console says what will happen then.`;
}
