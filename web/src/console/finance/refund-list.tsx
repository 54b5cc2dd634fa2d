// Owns a list of refunds: whose, how much, why, who prepared it, and what can be done with it by its state.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListedRefund } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { Chip } from '../cases/chip.tsx';
import { Moment } from '../cases/moment.tsx';
import { MoneyText } from '../cases/money-text.tsx';
import { refundTones } from '../packages/refund-card.tsx';
import { useProgram, useSession } from '../data/session.tsx';
import type { RefundDialog } from './refund-dialogs.tsx';

type Props = { items: readonly ListedRefund[]; empty: string; onDialog: (dialog: RefundDialog) => void };

export function RefundList({ items, empty, onDialog }: Props) {
  if (items.length === 0) return <p className={cases.quiet}>{empty}</p>;
  return (
    <ul className={cases.list}>
      {items.map((refund) => (
        <li key={refund.id}>
          <RefundLine refund={refund} onDialog={onDialog} />
        </li>
      ))}
    </ul>
  );
}

function RefundLine({ refund, onDialog }: { refund: ListedRefund; onDialog: Props['onDialog'] }) {
  const { t } = useTranslation();
  const { amountMinor, currency, status, why, at, preparedBy, approvedBy, customer, packageId } = refund;
  return (
    <>
      <strong>
        <MoneyText minor={amountMinor} currency={currency} />
      </strong>
      <span className={`${cases.stacked} ${cases.grow}`}>
        <span className={cases.chips}>
          <Link to={`/packages/${packageId}`}>
            <bdi>{customer.name}</bdi>
          </Link>
          <Chip tone={refundTones[status]}>{t(`finance.status.${status}`)}</Chip>
        </span>
        <span className={cases.small}>
          {t(`finance.why.${why}`)} {t('finance.preparedBy', { login: preparedBy })}
          {approvedBy !== null && ` ${t('finance.approvedBy', { login: approvedBy })}`} <Moment at={at} />
        </span>
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
  const named = (what: string) => t('tickets.about', { what, about: customer.name });
  if (status === 'unknown') {
    return (
      <Button
        size="compact-md"
        onClick={() => onDialog({ kind: 'settle', refund })}
        aria-label={named(t('finance.settle'))}
      >
        {t('finance.settle')}
      </Button>
    );
  }
  if (status !== 'awaiting-approval' && status !== 'refused') return null;
  // Said before somebody tries in vain; the server says it too.
  if (preparedBy === me.login) return <span className={cases.small}>{t('finance.otherPerson')}</span>;
  const what = t(status === 'refused' ? 'finance.again' : 'finance.approve');
  return (
    <Button size="compact-md" onClick={() => onDialog({ kind: 'approve', refund })} aria-label={named(what)}>
      {what}
    </Button>
  );
}
