// The desk decides here: payments that bought nothing, and refunds that finance has declined.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { Loaded } from '../cases/loaded.tsx';
import { heldPaymentsQuery, refundsQuery } from '../packages/queries.ts';
import { useProgram } from '../data/session.tsx';
import { useDocumentTitle } from '../shell/document-title.ts';
import { HeldList } from './held-list.tsx';
import { RefundDialogs, type RefundDialog } from './refund-dialogs.tsx';
import { RefundList } from './refund-list.tsx';

export function MoneyPage() {
  const { t } = useTranslation();
  const { name } = useProgram();
  const held = useQuery(heldPaymentsQuery(name));
  const refunds = useQuery(refundsQuery(name));
  const [dialog, setDialog] = useState<RefundDialog | null>(null);
  useDocumentTitle(t('nav.money'));
  return (
    <div className={cases.page}>
      <div className={cases.head}>
        <h1>{t('nav.money')}</h1>
      </div>
      <Card title={t('finance.held')}>
        <Loaded query={held}>{(items) => <HeldList items={items} />}</Loaded>
      </Card>
      <Card title={t('finance.declined')}>
        <Loaded query={refunds}>
          {(items) => (
            <RefundList
              items={items.filter(({ status }) => status === 'declined')}
              empty={t('finance.none.declined')}
              onDialog={setDialog}
            />
          )}
        </Loaded>
      </Card>
      {dialog !== null && <RefundDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </div>
  );
}
