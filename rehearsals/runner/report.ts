import type { Failure } from './player.ts';
import { localInstant } from './local-time.ts';
import type { TimelineLine } from './timeline.ts';

/** One file's rehearsal. `seconds` is wall time. */
export type FileReport = {
  file: string;
  program: string;
  zone: string;
  start: Date;
  steps: number;
  played: number;
  seconds: number;
  timeline: readonly TimelineLine[];
  failures: readonly Failure[];
  /** Why it stopped early, otherwise null. */
  ended: string | null;
};

export function hasPassed(report: FileReport): boolean {
  return report.failures.length === 0 && report.ended === null && report.played === report.steps;
}

/**
 * The run as one JSON document: `{passed, files: […]}`; instants are RFC 3339 UTC, `local` is in the program's zone.
 */
export function jsonReport(reports: readonly FileReport[]): string {
  const files = reports.map((report) => ({
    ...report,
    passed: hasPassed(report),
    timeline: report.timeline.map((line) => ({ ...line, local: localInstant(line.at, report.zone) })),
  }));
  return JSON.stringify({ passed: reports.every(hasPassed), files }, null, 2);
}
