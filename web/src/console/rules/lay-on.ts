// A draft that another version has overtaken is laid on that version: its own differences are written into the newer
// files, so what the other version changed elsewhere stays.
import type { ProgramDifference } from '../../shared/wire.ts';
import { type Files, RULES_FILE, textsFile } from './document.ts';
import { type Path, withValues, writtenYaml } from './yaml-edit.ts';

/** @returns the newer files with the draft's differences */
export function laidOn(newer: Files, differences: readonly ProgramDifference[]): Files {
  const files: Record<string, string> = { ...newer };
  // What goes from a list goes from its end, so that the places before it stay.
  const ordered = [
    ...differences.filter(({ after }) => after !== undefined),
    ...differences.filter(({ after }) => after === undefined).toReversed(),
  ];
  for (const { path, after } of ordered) {
    const place = fileAndPath(path);
    if (place === null) continue;
    if (place.path.length > 0)
      files[place.file] = withValues(files[place.file] ?? '', [{ path: place.path, value: after }]);
    else if (after === undefined) delete files[place.file];
    else files[place.file] = writtenYaml(after);
  }
  return files;
}

/** The file of a JSON pointer, and the path inside it. */
function fileAndPath(pointer: string): { file: string; path: Path } | null {
  const [part, ...steps] = stepsOf(pointer);
  if (part === 'program') return { file: RULES_FILE, path: steps.map(asPlace) };
  // Lists of holidays that come as a whole are added by the server.
  const [name, ...rest] = steps;
  if (name === undefined) return null;
  const file = part === 'holidays' ? `holidays.${name}.yaml` : textsFile(name);
  return { file, path: rest.map(asPlace) };
}

const asPlace = (step: string) => (/^\d+$/.test(step) ? Number(step) : step);

export function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
