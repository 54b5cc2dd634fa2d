// How long closed cases are kept: of a process that the program has, and not less than people may still do with them.
import { Temporal } from 'temporal-polyfill/implementation';
import type { RulesDocument } from '../../domain/document/program.ts';
import type { Report } from './report.ts';

// A period is measured from an ordinary year, because months differ.
const FROM = Temporal.PlainDateTime.from('2031-01-01T00:00');

export function checkKeeping(report: Report, program: RulesDocument): void {
  for (const [process, period] of Object.entries(program.keeping ?? {})) {
    const path = ['program', 'keeping', process];
    if (program[process as 'conversation' | 'tickets'] === undefined)
      report.error(path, 'no-process', `the program has no \`${process}\` to keep`);
    else if (hours(period) < 24) report.error(path, 'too-short', 'a closed case is kept for a day at least');
  }
  const { keeping: { conversation } = {}, conversation: { rating } = {} } = program;
  if (conversation !== undefined && rating !== undefined && hours(conversation) < hours(rating.openFor))
    report.error(
      ['program', 'keeping', 'conversation'],
      'too-short',
      `a score may still come for ${rating.openFor} after closing`,
    );
}

const hours = (period: string) => FROM.until(FROM.add(period), { largestUnit: 'hours' }).hours;
