// The step that a click adds to a ladder; the person then changes it.
import { type Document, ladderOf, type LadderStep, queuesIn, wordingOf } from './document.ts';

const LATER = 10;

/** Ten minutes after the last step, under the same rule. */
function afterLast(ladder: readonly LadderStep[]): { after: string; rule: string } {
  const last = ladder.at(-1);
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?/.exec(last?.after ?? '') ?? [];
  const rule = last?.rule ?? last?.inHours?.rule ?? ladder[0]?.rule ?? 'ladder';
  return { after: `PT${Number(hours) * 60 + Number(minutes) + LATER}M`, rule };
}

export function nextEscalation({ program }: Document, queue: string | null): LadderStep {
  const ladder = ladderOf(program, queue);
  const { after, rule } = afterLast(ladder);
  const addressed = [queuesIn(program)?.queues[queue ?? '']?.role, ...ladder.flatMap(({ to = [] }) => to)];
  const role = program?.roles?.find((one) => !addressed.includes(one)) ?? program?.roles?.[0] ?? '';
  return { kind: 'escalate', after, to: [role], overdue: false, rule };
}

/** The first step of a new queue: another role than the one that hears of a request at once. */
export function firstEscalation({ program }: Document, role: string): LadderStep {
  const [rule = 'ladder'] = Object.values(queuesIn(program)?.queues ?? {}).flatMap(({ ladder = [] }) =>
    ladder.flatMap((step) => step.rule ?? []),
  );
  const to = program?.roles?.find((one) => one !== role) ?? role;
  return { kind: 'escalate', after: `PT${LATER}M`, to: [to], overdue: true, rule };
}

/** Told is first a role that oversees all requests, because it may read them. */
export function nextNotice({ program }: Document, queue: string | null): LadderStep {
  const { after, rule } = afterLast(ladderOf(program, queue));
  const overseers = Object.entries(program?.conversation?.oversight ?? {});
  const role = overseers.find(([, seen]) => seen === 'all')?.[0] ?? overseers[0]?.[0] ?? program?.roles?.[0] ?? '';
  return { kind: 'notify', after, to: [role], rule };
}

export function nextSaying(document: Document, queue: string | null): LadderStep {
  const { after, rule } = afterLast(ladderOf(document.program, queue));
  const [text = ''] = Object.keys(document.texts[document.program?.locale ?? '']?.texts ?? {}).filter(
    (id) => wordingOf(document, id) !== '',
  );
  return { kind: 'say', after, inHours: { text, rule }, outOfHours: { text, rule } };
}
