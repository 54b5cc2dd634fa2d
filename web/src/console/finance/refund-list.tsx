import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListedRefund } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { CustomerName } from '../cases/customer-name.tsx';
import { Chip } from '../cases/chip.tsx';
import { Moment } from '../cases/moment.tsx';
import { MoneyText } from '../cases/money-text.tsx';
import { refundTones } from '../packages/refund-card.tsx';
import { usePeopleNames } from '../data/people-names.ts';
import { useProgram, useSession } from '../data/session.tsx';
import { packagePath } from '../packages/package-facts.ts';
import { arrivedList } from '../shell/arrival.ts';
import { DecisionDue } from './decision-due.tsx';
import type { RefundDialog } from './refund-dialogs.tsx';

type Props = { items: readonly ListedRefund[]; empty: string; onDialog: (dialog: RefundDialog) => void };

export function RefundList({ items, empty, onDialog }: Props) {
  if (items.length === 0) return <p className={cases.quiet}>{empty}</p>;
  return (
    <ul className={cases.list} {...arrivedList}>
      {items.map((refund) => (
        <li key={refund.id} data-late={refund.overdue}>
          <RefundLine refund={refund} onDialog={onDialog} />
        </li>
      ))}
    </ul>
  );
}

function RefundLine({ refund, onDialog }: { refund: ListedRefund; onDialog: Props['onDialog'] }) {
  const { t } = useTranslation();
  const person = usePeopleNames();
  const { amountMinor, currency, status, why, at, preparedBy, approvedBy, customer, packageId, overdue, by, dueAt } =
    refund;
  return (
    <>
      <strong>
        <MoneyText minor={amountMinor} currency={currency} />
      </strong>
      <span className={`${cases.stacked} ${cases.grow}`}>
        <span className={cases.chips}>
          <Link to={packagePath(packageId)}>
            <CustomerName name={customer.name} />
          </Link>
          <Chip tone={refundTones[status]}>{t(`finance.status.${status}`)}</Chip>
          {overdue && <Chip tone="bad">{t('finance.overdue')}</Chip>}
        </span>
        <span className={cases.small}>
          {t(`finance.why.${why}`)} {t('finance.preparedBy', { person: person(preparedBy) })}
          {approvedBy !== null && ` ${t('finance.approvedBy', { person: person(approvedBy) })}`} <Moment at={at} />
        </span>
        <DecisionDue by={by} dueAt={dueAt} overdue={overdue} />
      </span>
      <RefundButtons refund={refund} onDialog={onDialog} />
    </>
  );
}

function RefundButtons({ refund, onDialog }: { refund: ListedRefund; onDialog: Props['onDialog'] }) {
  const { t } = useTranslation();
  const { packages } = useProgram();
  const { me, roles } = useSession();
  const { status, preparedBy, customer } = refund;
  if (!roles.some((role) => packages?.refundsApprovedBy.includes(role) === true)) return null;
  const button = (kind: RefundDialog['kind'], what: string, variant: 'filled' | 'default' = 'filled') => (
    <Button
      size="compact-md"
      variant={variant}
      onClick={() => onDialog({ kind, refund })}
      aria-label={t('tickets.about', { what, about: customer.name })}
    >
      {what}
    </Button>
  );
  if (status === 'unknown') return button('settle', t('finance.settle'));
  if (status === 'to-hand-out') return button('hand-out', t('finance.handOut'));
  if (status !== 'awaiting-approval' && status !== 'refused') return null;
  // Shown before the person tries in vain; the server refuses it too.
  if (preparedBy === me.login) return <span className={cases.small}>{t('finance.otherPerson')}</span>;
  return (
    <span className={cases.buttons}>
      {button('approve', t(status === 'refused' ? 'finance.again' : 'finance.approve'))}
      {button('decline', t('finance.decline'), 'default')}
    </span>
  );
}
