// The parts of the package's page that are needed during a call, so that the agent need not leave the ticket.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServicePackage, Ticket } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { Loaded } from '../cases/loaded.tsx';
import { useAsking } from '../data/asking.ts';
import { packageQuery } from '../packages/queries.ts';
import { cancelWords } from '../packages/cancel-words.ts';
import { PackageChips } from '../packages/package-chips.tsx';
import type { PackageDialog } from '../packages/package-dialog-props.ts';
import { PackageDialogs } from '../packages/package-dialogs.tsx';
import { PaymentsCard } from '../packages/payments-card.tsx';
import { VisitsCard } from '../packages/visits-card.tsx';
import { useProduct } from '../data/use-product.ts';
import { asksForMoneyBack } from './ticket-task.ts';

type Props = { ticket: Ticket; caseId: string };

export function TicketPackage({ ticket, caseId }: Props) {
  const query = useQuery(packageQuery(caseId));
  return <Loaded query={query}>{(found) => <Parts ticket={ticket} servicePackage={found} />}</Loaded>;
}

function Parts({ ticket, servicePackage }: { ticket: Ticket; servicePackage: ServicePackage }) {
  const product = useProduct();
  const { t } = useTranslation();
  const asking = useAsking();
  const [dialog, setDialog] = useState<PackageDialog | null>(null);
  const parts = { servicePackage, asking, onDialog: setDialog };
  const { payment, visitsWithoutDate, may, stage } = servicePackage;
  const isToPayBack = asksForMoneyBack(ticket) && stage === 'deactivated';
  // A ticket that is older than the payment is about the payment.
  const isAboutMoney = payment === null || ticket.openedAt < payment.at;
  const chips = (
    <span className={cases.chips}>
      <PackageChips {...servicePackage} />
    </span>
  );
  return (
    <>
      {isToPayBack && may.includes('cancel') && (
        <Card title={product.heading('packages.one')} aside={chips}>
          <p className={cases.quiet}>{t('tickets.payBack')}</p>
          <span className={cases.buttons}>
            <Button size="compact-md" onClick={() => setDialog({ kind: 'cancel' })}>
              {t(cancelWords(servicePackage).button)}
            </Button>
          </span>
        </Card>
      )}
      {isAboutMoney && <PaymentsCard {...parts} />}
      {payment !== null && visitsWithoutDate > 0 && <VisitsCard {...parts} />}
      {payment === null && stage === 'booked' && may.includes('cancel') && (
        <Card title={product.heading('packages.one')} aside={chips}>
          <p className={cases.quiet}>{t('tickets.notInterested')}</p>
          <span className={cases.buttons}>
            <Button size="compact-md" variant="default" onClick={() => setDialog({ kind: 'cancel' })}>
              {t('packages.cancel')}
            </Button>
          </span>
        </Card>
      )}
      <p className={cases.trying} role="status">
        {asking.stillTrying && dialog === null && t('moves.stillTrying')}
      </p>
      <PackageDialogs dialog={dialog} servicePackage={servicePackage} asking={asking} onClose={() => setDialog(null)} />
    </>
  );
}
