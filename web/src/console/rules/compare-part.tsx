// What a draft changes: in words as the server compares it, and line by line.
import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import { Card } from '../cases/card.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { tell } from '../notifications/tell.ts';
import { DifferenceList } from './difference-list.tsx';
import type { Files } from './document.ts';
import { changedParts, type DiffLine, lineDiff } from './line-diff.ts';
import { OpenCasesCard } from './open-cases-card.tsx';
import { versionQuery } from './queries.ts';
import { ReplayCard } from './replay-card.tsx';
import styles from './rules.module.css';
import type { Work } from './use-files.ts';

export function ComparePart({ work }: { work: Work }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  const { draft, isDirty, isSaving, files, document } = work;
  const base = useQuery(versionQuery(draft.program, draft.base));
  const save = async () => {
    const result = await work.save();
    if (result?.kind === 'failed') tell({ message: () => speak(result.problem), isProblem: true });
  };
  return (
    <>
      <Card title={t('rulesPage.inWords', { version: draft.base })}>
        {isDirty ? (
          <div className={styles.unsavedCompare}>
            <p>{t('rulesPage.saveToCompare')}</p>
            <Button loading={isSaving} onClick={() => void save()}>
              {t('rulesPage.saveAndCompare')}
            </Button>
          </div>
        ) : draft.differences.length === 0 ? (
          <p className={styles.quiet}>{t('rulesPage.noDifferences')}</p>
        ) : (
          <DifferenceList differences={draft.differences} document={document} />
        )}
      </Card>
      {!isDirty && draft.differences.length > 0 && (
        <>
          <OpenCasesCard draft={draft} timeZone={document.program?.timeZone ?? 'UTC'} />
          <ReplayCard draft={draft} timeZone={document.program?.timeZone ?? 'UTC'} />
        </>
      )}
      <Card title={t('rulesPage.byLine')}>
        {base.error !== null && <p role="alert">{speak(problemOfError(base.error))}</p>}
        {base.isPending && <Loader size="sm" aria-label={t('loading')} />}
        {base.data !== undefined && <FileDiffs before={base.data.sources} after={files} />}
      </Card>
    </>
  );
}

function FileDiffs({ before, after }: { before: Files; after: Files }) {
  const { t } = useTranslation();
  const names = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
  if (names.length === 0) return <p className={styles.quiet}>{t('rulesPage.noDifferences')}</p>;
  return names.map((name) => (
    <figure key={name} className={styles.diff} dir="ltr">
      <figcaption>{name}</figcaption>
      <div className={styles.diffLines} tabIndex={0} role="region" aria-label={name}>
        {changedParts(lineDiff(before[name] ?? '', after[name] ?? '')).map((lines, place) => (
          <div key={place} className={styles.diffPart}>
            {lines.map((line, row) => (
              <DiffRow key={row} line={line} />
            ))}
          </div>
        ))}
      </div>
    </figure>
  ));
}

const signs = { same: ' ', gone: '−', new: '+' } as const;

function DiffRow({ line: { kind, text, before, after } }: { line: DiffLine }) {
  return (
    <div className={styles.diffLine} data-kind={kind}>
      <span className={styles.lineNumber}>{after ?? before}</span>
      <span className={styles.sign}>{signs[kind]}</span>
      <code>{text}</code>
    </div>
  );
}
