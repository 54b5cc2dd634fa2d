import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedRefund } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { Loaded } from '../cases/loaded.tsx';
import { heldPaymentsQuery, refundsQuery, unknownEffectsQuery } from '../packages/queries.ts';
import { useProgram } from '../data/session.tsx';
import { useDocumentTitle, useTitleCount } from '../shell/document-title.ts';
import { EffectList } from './effect-list.tsx';
import { HeldList } from './held-list.tsx';
import { RefundDialogs, type RefundDialog } from './refund-dialogs.tsx';
import { RefundList } from './refund-list.tsx';

const boards = [
  { board: 'toApprove', statuses: ['awaiting-approval', 'refused'] },
  { board: 'toHandOut', statuses: ['to-hand-out'] },
  { board: 'inDoubt', statuses: ['unknown'] },
  { board: 'underWay', statuses: ['approved'] },
  { board: 'declined', statuses: ['declined'] },
] as const;

/** These boards are shown even when they are empty. */
const always: readonly string[] = ['toApprove', 'inDoubt'];

export function FinancePage() {
  const { t } = useTranslation();
  const { name } = useProgram();
  const refunds = useQuery(refundsQuery(name));
  const held = useQuery(heldPaymentsQuery(name));
  const unknown = useQuery(unknownEffectsQuery(name));
  const [dialog, setDialog] = useState<RefundDialog | null>(null);
  useDocumentTitle(t('finance.title'));
  useTitleCount([...(refunds.data ?? []), ...(held.data ?? [])].filter(({ overdue }) => overdue).length);
  return (
    <div className={cases.page}>
      <div className={cases.head}>
        <h1>{t('finance.title')}</h1>
      </div>
      <Loaded query={refunds}>
        {(items) =>
          boards.map(({ board, statuses }) => {
            const here = items.filter(({ status }) => (statuses as readonly ListedRefund['status'][]).includes(status));
            if (here.length === 0 && !always.includes(board)) return null;
            return (
              <Card
                key={board}
                title={t(`finance.${board}`)}
                tone={board === 'inDoubt' && here.length > 0 ? 'bad' : undefined}
              >
                <RefundList
                  items={here}
                  empty={t([`finance.none.${board}`, 'finance.none.toApprove'])}
                  onDialog={setDialog}
                />
              </Card>
            );
          })
        }
      </Loaded>
      <Card title={t('finance.held')}>
        <Loaded query={held}>{(items) => <HeldList items={items} />}</Loaded>
      </Card>
      <Card title={t('finance.unknown')}>
        <Loaded query={unknown}>{(items) => <EffectList items={items} />}</Loaded>
      </Card>
      {dialog !== null && <RefundDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </div>
  );
}
