// CDEK-23: cases that are not removed, whatever the program says. Admins see no correspondence, so they name the case.
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useAuthor } from './author.ts';
import { HoldDialog, ReleaseDialog } from './hold-dialogs.tsx';
import { legalHoldsQuery } from './queries.ts';
import styles from './rules.module.css';

type Props = { program: string; timeZone: string };

export function LegalHolds({ program, timeZone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const times = useSpokenTimes(timeZone);
  const author = useAuthor();
  const { data: holds } = useQuery(legalHoldsQuery(program));
  const [holding, setHolding] = useState(false);
  const [releasing, setReleasing] = useState<string | null>(null);
  const close = () => {
    setHolding(false);
    setReleasing(null);
    void client.invalidateQueries(legalHoldsQuery(program));
  };
  if (holds === undefined) return null;
  return (
    <section className={styles.section} data-legal-holds>
      <h2>{t('rulesPage.holds')}</h2>
      <p className={styles.quiet}>{t('rulesPage.holdsLead')}</p>
      <ul className={styles.drafts}>
        {holds.map(({ caseId, reason, heldBy, heldAt }) => (
          <li key={caseId}>
            <code dir="ltr">{caseId}</code>
            <bdi className={styles.note}>{reason}</bdi>
            <span className={styles.quiet}>
              {t('rulesPage.heldBy', { person: author(heldBy), at: times.dateTime(heldAt) })}
            </span>
            <Button
              size="xs"
              variant="default"
              onClick={() => setReleasing(caseId)}
              aria-label={t('rulesPage.releaseOf', { id: caseId })}
            >
              {t('rulesPage.release')}
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="default" onClick={() => setHolding(true)}>
          {t('rulesPage.hold')}
        </Button>
      </div>
      {holding && <HoldDialog onClose={close} />}
      {releasing !== null && <ReleaseDialog id={releasing} onClose={close} />}
    </section>
  );
}
