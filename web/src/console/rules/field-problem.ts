import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgramProblem } from '../../shared/wire.ts';
import type { Path } from './yaml-edit.ts';

/** What the checker finds wrong with the draft now. */
export const FieldProblems = createContext<readonly ProgramProblem[]>([]);

/** The sentence about a mistake at a place of the document, or inside it. The first step is `program` or `texts`. */
export function useProblemAt(): (path: Path) => string | undefined {
  const { t } = useTranslation();
  const problems = useContext(FieldProblems);
  return (path) => {
    const found = problems.find((one) => one.severity === 'error' && isAt(one, path));
    return found && t([`rulesPage.codes.${found.code}`, 'rulesPage.codes.other']);
  };
}

function isAt({ path: at, code, text }: ProgramProblem, path: Path): boolean {
  const place = pointer(path);
  if (at === place || at.startsWith(`${place}/`)) return true;
  // A name that is missing is reported at the list of names.
  return code === 'no-label' && at === pointer(path.slice(0, -1)) && text.includes(`\`${path.at(-1)}\``);
}

const pointer = (path: Path) =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
