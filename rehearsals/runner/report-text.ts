import { shown } from './json.ts';
import { localTime } from './local-time.ts';
import type { Failure } from './player.ts';
import { type FileReport, hasPassed } from './report.ts';
import type { TimelineLine } from './timeline.ts';

const WHO = 14;

/** One file: its timeline by day, then its failures with place, expected and actual. */
export function textReport(report: FileReport): string {
  const names = new CaseNames();
  const lines = [`${report.file}  ·  ${report.program}  ·  ${report.zone}`];
  let today = '';
  let clock = '';
  for (const line of report.timeline) {
    const { day, time } = localTime(line.at, report.zone);
    if (day !== today) lines.push(day);
    // A time is written only once per second, so that the reader sees where time has moved.
    const when = day === today && time === clock ? '' : time;
    [today, clock] = [day, time];
    const [first = '', ...more] = describe(line, report.zone, names).split('\n');
    lines.push(`  ${when.padEnd(12)}  ${first}`, ...more.map((rest) => `${' '.repeat(16)}${rest}`));
  }
  lines.push(...report.failures.flatMap((failure) => describeFailure(report, failure)), conclusion(report));
  return lines.join('\n');
}

/** The last line of a run over several files. */
export function summaryLine(reports: readonly FileReport[]): string {
  const failed = reports.filter((report) => !hasPassed(report));
  const seconds = reports.reduce((sum, report) => sum + report.seconds, 0);
  const names = failed.length === 0 ? '' : `: ${failed.map(({ file }) => file).join(', ')}`;
  const played = reports.length === 1 ? '1 rehearsal' : `${reports.length} rehearsals`;
  return `${played}, ${reports.length - failed.length} passed, ${failed.length} failed${names} (${seconds.toFixed(1)} s)`;
}

function describe(line: TimelineLine, zone: string, names: CaseNames): string {
  switch (line.kind) {
    case 'step': {
      const mark = line.failures.length === 0 ? '' : '  ✗ see below';
      return `${line.who.padEnd(WHO)}  ${line.what} → ${line.status ?? 'not sent'}  (step ${line.step})${mark}`;
    }
    case 'happened': {
      const details = line.details === null ? '' : `  ${shown(line.details)}`;
      return `${line.who.padEnd(WHO)}  ${names.of(line.caseId)}${line.what}${byRule(line.rule)}${details}`;
    }
    case 'message':
      return `${line.who.padEnd(WHO)}  ${names.of(line.caseId)}${spoken(line.text, line.attachments)}`;
    case 'effect':
      return `${'careline'.padEnd(WHO)}  ${names.of(line.caseId)}→ ${line.channel} to ${line.to} (${line.status}): ${line.text}`;
    case 'next': {
      const { day, time } = localTime(line.due, zone);
      const when = day === localTime(line.at, zone).day ? time : `${day} ${time}`;
      return `${'next'.padEnd(WHO)}  ${names.of(line.caseId)}${when} ${line.what}${byRule(line.rule)}`;
    }
  }
}

function spoken(text: string, attachments: readonly string[]): string {
  const files = attachments.join(', ');
  if (attachments.length === 0) return `says: ${text}`;
  return text === '' ? `sends ${files}` : `sends ${files} and says: ${text}`;
}

function byRule(rule: string | null): string {
  return rule === null ? '' : ` [${rule}]`;
}

function describeFailure(report: FileReport, failure: Failure): string[] {
  const { day, time } = localTime(failure.at, report.zone);
  return [
    `FAILED ${report.file}:${failure.line}, step ${failure.step} (${day} ${time}), ${failure.request}`,
    ...failure.mismatches.flatMap(({ place, expected, actual }) => [
      `  at ${place}`,
      `    expected  ${expected}`,
      `    was       ${actual}`,
    ]),
  ];
}

function conclusion(report: FileReport): string {
  const took = `(${report.seconds.toFixed(1)} s)`;
  if (report.ended !== null) return `STOPPED ${report.ended} ${took}`;
  if (hasPassed(report)) return `passed: ${report.file}, ${report.steps} steps ${took}`;
  return `failed: ${report.file}, ${report.failures.length} of ${report.steps} steps ${took}`;
}

/** Cases are numbered in the order in which they appear: short, and the same in every run. */
class CaseNames {
  readonly #names = new Map<string, string>();

  of(caseId: string | null): string {
    if (caseId === null) return '';
    const name = this.#names.get(caseId) ?? `#${this.#names.size + 1}`;
    this.#names.set(caseId, name);
    return `${name}  `;
  }
}
