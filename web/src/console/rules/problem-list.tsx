// Each kind of mistake has a sentence. What exactly it is, and what would fit, the server says in English, as it does
// on the command line.
import { useTranslation } from 'react-i18next';
import type { ProgramProblem } from '../../shared/wire.ts';
import styles from './rules.module.css';

type Props = {
  problems: readonly ProgramProblem[];
  /** Goes to the line; left out where the text is not shown. */
  onJump?: (problem: ProgramProblem) => void;
};

export function ProblemList({ problems, onJump }: Props) {
  const { t } = useTranslation();
  const mistakes = problems.filter(({ severity }) => severity === 'error').length;
  if (problems.length === 0) return null;
  return (
    <section className={styles.problems} data-bad={mistakes > 0 || undefined} aria-live="polite">
      <h2>
        {mistakes > 0
          ? t('rulesPage.mistakes', { count: mistakes })
          : t('rulesPage.warnings', { count: problems.length })}
      </h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.file}:${problem.line}:${problem.path}:${problem.code}`} data-severity={problem.severity}>
            {problem.file !== null && onJump !== undefined && (
              <button type="button" className={styles.place} onClick={() => onJump(problem)} dir="ltr">
                {problem.file}:{problem.line ?? 1}
              </button>
            )}
            <strong>{t([`rulesPage.codes.${problem.code}`, 'rulesPage.codes.other'])}</strong>
            <span lang="en" dir="ltr" className={styles.quiet}>
              {problem.text}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
