// Owns the list of money that bought nothing: it waits on its package's page until the desk has decided.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListedHeldPayment } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { Moment } from '../cases/moment.tsx';
import { MoneyText } from '../cases/money-text.tsx';

export function HeldList({ items }: { items: readonly ListedHeldPayment[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return <p className={cases.quiet}>{t('finance.none.held')}</p>;
  return (
    <ul className={cases.list}>
      {items.map(({ id, amountMinor, currency, why, method, at, customer, packageId }) => (
        <li key={id}>
          <strong>
            <MoneyText minor={amountMinor} currency={currency} />
          </strong>
          <span className={`${cases.stacked} ${cases.grow}`}>
            <Link to={`/packages/${packageId}`}>
              <bdi>{customer.name}</bdi>
            </Link>
            <span className={cases.small}>
              {t(`packages.heldWhy.${why}`)} {t(`booking.methods.${method}`)} · <Moment at={at} />
            </span>
          </span>
          <span className={cases.small}>{t('finance.deskDecides')}</span>
        </li>
      ))}
    </ul>
  );
}
