import { pointer } from '../source.ts';
import type { Mistake } from './structure.ts';

/** Where a check writes what it finds. A path is the steps from the document's root. */
export type Report = {
  error(path: readonly (string | number)[], code: string, text: string): void;
  warning(path: readonly (string | number)[], code: string, text: string): void;
};

export type Finding = Mistake & { severity: 'error' | 'warning' };

export function openReport(): Report & { found: Finding[] } {
  const found: Finding[] = [];
  const add = (severity: Finding['severity']) => (path: readonly (string | number)[], code: string, text: string) =>
    void found.push({ path: pointer(path), code, text, severity });
  return { found, error: add('error'), warning: add('warning') };
}

/** Reports a name that is not among the known ones. */
export function expectKnown(
  report: Report,
  path: readonly (string | number)[],
  { name, known, what, code }: { name: string; known: Iterable<string>; what: string; code: string },
): void {
  const list = [...known];
  if (list.includes(name)) return;
  const fits = list.length === 0 ? `the program has no ${what}` : `there are ${list.join(', ')}`;
  report.error(path, code, `there is no ${what} \`${name}\`; ${fits}`);
}

/** Reports a name that is in a list twice. */
export function unique(
  report: Report,
  path: readonly (string | number)[],
  names: readonly string[],
  what: string,
): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) report.error([...path, index], 'twice', `the ${what} \`${name}\` is there twice`);
  });
}
