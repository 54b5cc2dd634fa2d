import { systemClock } from '../../platform/clock.ts';
import { checkSource } from '../../programs/check.ts';
import { readFolder } from '../../programs/folder.ts';
import { spokenProblem } from '../../programs/shipped.ts';

/** Says every mistake and warning of a program's folder. Returns 0 when there is no mistake. */
export function checkFolder(folder: string, say: (line: string) => void): number {
  const { document, problems } = checkSource(readFolder(folder), systemClock.now().toISOString());
  for (const one of problems) say(`${one.severity}: ${spokenProblem(one, folder)}`);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  say(`${counted(errors, 'mistake')}, ${counted(problems.length - errors, 'warning')}`);
  return document === null ? 1 : 0;
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
