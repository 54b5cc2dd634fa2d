// A ladder rises, each of its steps reaches someone who can do something, and every queue has one.
import { Temporal } from 'temporal-polyfill/implementation';
import type { RulesDocument } from '../../domain/document/program.ts';
import type { Report } from './report.ts';

type Path = readonly (string | number)[];
type Conversation = NonNullable<RulesDocument['conversation']>;
type Queue = Conversation['queues'][string];
export type Ladder = NonNullable<Queue['ladder']>;

/** A ladder as it is written, with the queues that go by it, by name. */
export type WrittenLadder = { path: Path; ladder: Ladder; queues: readonly (readonly [name: string, queue: Queue])[] };

const PATH: Path = ['program', 'conversation'];

/** Every ladder of a document: that of all queues, then those of single ones. */
export function laddersIn({ ladder: ofAll, queues }: Conversation): WrittenLadder[] {
  const named = Object.entries(queues);
  const shared = named.filter(([, { ladder }]) => ladder === undefined);
  return [
    ...(ofAll === undefined ? [] : [{ path: [...PATH, 'ladder'], ladder: ofAll, queues: shared }]),
    ...named.flatMap(([name, queue]) =>
      queue.ladder === undefined
        ? []
        : [{ path: [...PATH, 'queues', name, 'ladder'], ladder: queue.ladder, queues: [[name, queue] as const] }],
    ),
  ];
}

export function checkLadders(report: Report, policy: Conversation): void {
  for (const written of laddersIn(policy)) {
    checkTimes(report, written);
    checkEscalations(report, written);
    checkNotices(report, written, policy.oversight);
  }
  const withoutOwn = Object.keys(policy.queues).filter((name) => policy.queues[name]?.ladder === undefined);
  if (policy.ladder !== undefined && withoutOwn.length === 0)
    report.error([...PATH, 'ladder'], 'unused-ladder', 'every queue has a ladder of its own, so none takes this one');
  if (policy.ladder !== undefined) return;
  for (const name of withoutOwn)
    report.error(
      [...PATH, 'queues', name],
      'no-ladder',
      `the queue \`${name}\` has no \`ladder\`, and there is none for all queues; \`ladder: []\` has no steps`,
    );
}

function checkTimes(report: Report, { path, ladder }: WrittenLadder): void {
  const times = ladder.map(({ after }) => Temporal.Duration.from(after).total('seconds'));
  times.forEach((time, index) => {
    const before = times[index - 1];
    const place = [...path, index, 'after'];
    if (time <= 0) report.error(place, 'not-positive', 'it must be more than nothing');
    else if (before !== undefined && time <= before)
      report.error(place, 'out-of-order', 'it is not later than the one before');
  });
}

/** The roles to which the ladder has offered a request of a queue before one of its steps. */
function addressedBefore(ladder: Ladder, index: number, { role }: Queue): Set<string> {
  return new Set([role, ...ladder.slice(0, index).flatMap((step) => (step.kind === 'escalate' ? step.to : []))]);
}

function checkEscalations(report: Report, { path, ladder, queues }: WrittenLadder): void {
  ladder.forEach((step, index) => {
    if (step.kind !== 'escalate' || queues.length === 0) return;
    const reachesNoOne = ([, queue]: readonly [string, Queue]) => {
      const addressed = addressedBefore(ladder, index, queue);
      return step.to.every((role) => addressed.has(role));
    };
    if (queues.every(reachesNoOne))
      report.error([...path, index, 'to'], 'empty-escalation', 'it escalates only to roles that were told before');
  });
}

// People who are told of a request that they may not open can do nothing about it.
function checkNotices(
  report: Report,
  { path, ladder, queues }: WrittenLadder,
  oversight: Conversation['oversight'],
): void {
  ladder.forEach((step, index) => {
    if (step.kind !== 'notify') return;
    step.to.forEach((role, place) => {
      const mayRead = ([name, queue]: readonly [string, Queue]) => {
        const seen = oversight[role] ?? [];
        return seen === 'all' || seen.includes(name) || addressedBefore(ladder, index, queue).has(role);
      };
      const [unread] = queues.find((one) => !mayRead(one)) ?? [];
      if (unread !== undefined)
        report.error(
          [...path, index, 'to', place],
          'unreadable-notice',
          `\`${role}\` may not open requests of \`${unread}\`; name it in \`oversight\`, or escalate to it`,
        );
    });
  });
}
