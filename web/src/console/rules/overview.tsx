import { Button, Loader, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import type { Program, ProgramVersion } from '../../shared/wire.ts';
import { useNames } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import settings from '../settings/settings.module.css';
import { DraftList } from './draft-list.tsx';
import { GoBackDialog } from './go-back-dialog.tsx';
import { LegalHolds } from './legal-holds.tsx';
import { MoveCasesDialog } from './move-cases-dialog.tsx';
import { NewBusinessDialog } from './new-business-dialog.tsx';
import { NewDraftDialog } from './new-draft-dialog.tsx';
import { RoleHolders } from './role-holders.tsx';
import { draftsQuery, versionsQuery } from './queries.ts';
import styles from './rules.module.css';
import { VersionCard } from './version-card.tsx';
import { VersionList } from './version-list.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

type Props = { program: Program; programs: readonly Program[]; onChoose: (name: string) => void };

export function Overview({ program, programs, onChoose }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const speak = useSpokenProblem();
  const versions = useQuery(versionsQuery(program.name));
  const drafts = useQuery(draftsQuery(program.name));
  const { me } = useSession();
  const [makes, setMakes] = useState(false);
  const [begins, setBegins] = useState(false);
  const [goesBackTo, setGoesBackTo] = useState<ProgramVersion | null>(null);
  const [movesTo, setMovesTo] = useState<ProgramVersion | null>(null);
  const [withdraws, setWithdraws] = useState<ProgramVersion | null>(null);
  const newest = versions.data?.find(({ withdrawn }) => withdrawn === null);
  const error = versions.error ?? drafts.error;
  return (
    <div className={settings.page}>
      <div className={settings.headRow}>
        <h1>{t('rulesPage.titleOf', { program: names.title(program) })}</h1>
        <div className={styles.actions}>
          {me.admin && (
            <Button variant="default" onClick={() => setMakes(true)}>
              {t('rulesPage.forms.newBusiness')}
            </Button>
          )}
          {newest !== undefined && <Button onClick={() => setBegins(true)}>{t('rulesPage.change')}</Button>}
        </div>
      </div>
      <p className={settings.lead}>{t('rulesPage.lead')}</p>
      {programs.length > 1 && (
        <NativeSelect
          className={styles.programs}
          label={t('program')}
          value={program.name}
          onChange={(event) => onChoose(event.currentTarget.value)}
          data={programs.map((one) => ({ value: one.name, label: names.title(one) }))}
        />
      )}
      {error !== null && <p role="alert">{speak(problemOfError(error))}</p>}
      {versions.data === undefined && error === null && <Loader size="sm" aria-label={t('loading')} />}
      {versions.data !== undefined && <Now versions={versions.data} program={program} />}
      {drafts.data !== undefined && <DraftList drafts={drafts.data} timeZone={program.timeZone} />}
      {versions.data !== undefined && (
        <VersionList
          versions={versions.data}
          timeZone={program.timeZone}
          onGoBack={setGoesBackTo}
          onMoveCases={setMovesTo}
          onWithdraw={setWithdraws}
        />
      )}
      {versions.data !== undefined && <RoleHolders program={program} />}
      {versions.data !== undefined && <LegalHolds program={program.name} timeZone={program.timeZone} />}
      {begins && newest !== undefined && <NewDraftDialog newest={newest} onClose={() => setBegins(false)} />}
      {makes && <NewBusinessDialog like={program} programs={programs} onClose={() => setMakes(false)} />}
      {movesTo !== null && (
        <MoveCasesDialog version={movesTo} timeZone={program.timeZone} onClose={() => setMovesTo(null)} />
      )}
      {withdraws !== null && <WithdrawDialog version={withdraws} onClose={() => setWithdraws(null)} />}
      {goesBackTo !== null && <GoBackDialog version={goesBackTo} onClose={() => setGoesBackTo(null)} />}
    </div>
  );
}

/** The version that counts now, and those that are published for later. */
function Now({ versions, program }: { versions: readonly ProgramVersion[]; program: Program }) {
  const { t } = useTranslation();
  const current = versions.find((one) => one.current);
  const coming = versions.filter(
    ({ version, validFrom, withdrawn }) =>
      withdrawn === null && isAfter(validFrom, current) && version > (current?.version ?? 0),
  );
  return (
    <div className={styles.now}>
      {current !== undefined && (
        <VersionCard version={current} timeZone={program.timeZone} title={t('rulesPage.current')} />
      )}
      {coming.map((one) => (
        <VersionCard key={one.version} version={one} timeZone={program.timeZone} title={t('rulesPage.coming')} />
      ))}
    </div>
  );
}

const isAfter = (validFrom: string, current: ProgramVersion | undefined) =>
  Date.parse(validFrom) > Date.parse(current?.validFrom ?? validFrom);
