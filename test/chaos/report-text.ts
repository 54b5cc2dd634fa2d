import type { ChaosReport } from './run-chaos.ts';

/** The figures first, the violations last. */
export function reportText({ journal, lateness, violations, logs }: ChaosReport): string {
  const acknowledged = journal.senders.reduce((sum, sender) => sum + sender.acknowledged.length, 0);
  const resent = journal.senders.reduce((sum, sender) => sum + sender.resent, 0);
  const answers = (act: string) => journal.answers.filter((answer) => answer.act === act);
  const repeated = journal.answers.filter(({ tries }) => tries > 1).length;
  const lines = [
    `requests: ${journal.requests.length}, and ${journal.requests.filter(({ seededSince }) => seededSince !== null).length} of them with a ladder step due meanwhile`,
    `messages: ${acknowledged} acknowledged, ${resent} of them sent more than once`,
    `staff: ${answers('accept').length} accepts, ${answers('close').length} closings, ${repeated} asked more than once; answered after ${figures(journal.answers.map(({ waitedMs }) => waitedMs))}`,
    `outages: ${journal.outages.map(({ part, from, until }) => `${part} ${((until - from) / 1000).toFixed(1)} s`).join(', ')}`,
    `ladder steps when all was well: ${late(lateness.filter(({ afterOutage }) => !afterOutage).map(({ ms }) => ms))}`,
    `ladder steps held up by an outage, after everything served again: ${late(lateness.filter(({ afterOutage }) => afterOutage).map(({ ms }) => ms))}`,
  ];
  if (violations.length === 0) return [...lines, 'violations: none'].join('\n');
  return [
    ...lines,
    `violations: ${violations.length} (logs: ${logs})`,
    ...violations.map((violation) => `  - ${violation}`),
  ].join('\n');
}

function late(ms: readonly number[]): string {
  return ms.length === 0 ? 'none' : `${ms.length}, late by ${figures(ms)}`;
}

function figures(ms: readonly number[]): string {
  const sorted = ms.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return `${at(0.5)} ms (median), ${at(0.95)} ms (p95), ${at(1)} ms (most)`;
}
