// A button appears if at least one of the chosen tickets allows its action.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../shared/wire.ts';
import { BulkDialog, type BulkKind } from './bulk-dialog.tsx';
import styles from './tickets.module.css';

const kinds: readonly BulkKind[] = ['assign', 'wait', 'close', 'take'];

export function BulkBar({ tickets, onDone }: { tickets: readonly Ticket[]; onDone: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<BulkKind | null>(null);
  const isAllowed = (one: BulkKind) => tickets.some(({ may }) => may.includes(one));
  return (
    <div className={styles.bulk} role="group" aria-label={t('team.bulk')}>
      <p>{t('team.chosen', { count: tickets.length })}</p>
      {kinds.filter(isAllowed).map((one) => (
        <Button key={one} size="compact-md" variant="default" onClick={() => setKind(one)}>
          {t(`team.many.${one}`)}
        </Button>
      ))}
      <Button size="compact-md" variant="subtle" color="gray" onClick={onDone}>
        {t('team.unchoose')}
      </Button>
      {kind !== null && <BulkDialog kind={kind} tickets={tickets} onClose={() => setKind(null)} onDone={onDone} />}
    </div>
  );
}
