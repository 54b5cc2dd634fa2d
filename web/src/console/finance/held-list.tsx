// Payments that bought nothing. They are decided on the package's page.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListedHeldPayment } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { Chip } from '../cases/chip.tsx';
import { CustomerName } from '../cases/customer-name.tsx';
import { useLabels } from '../cases/labels.ts';
import { Moment } from '../cases/moment.tsx';
import { MoneyText } from '../cases/money-text.tsx';
import { PhoneText } from '../cases/phone-text.tsx';
import { packagePath } from '../packages/package-facts.ts';
import { arrivedList } from '../shell/arrival.ts';
import { DecisionDue } from './decision-due.tsx';

export function HeldList({ items }: { items: readonly ListedHeldPayment[] }) {
  const { t } = useTranslation();
  const labels = useLabels();
  if (items.length === 0) return <p className={cases.quiet}>{t('finance.none.held')}</p>;
  return (
    <ul className={cases.list} {...arrivedList}>
      {items.map(({ id, amountMinor, currency, why, method, at, customer, packageId, by, dueAt, overdue }) => (
        <li key={id} data-late={overdue}>
          <strong>
            <MoneyText minor={amountMinor} currency={currency} />
          </strong>
          <span className={`${cases.stacked} ${cases.grow}`}>
            <span className={cases.chips}>
              <Link to={packagePath(packageId)}>
                <CustomerName name={customer.name} />
              </Link>
              <PhoneText phone={customer.phone} />
              {overdue && <Chip tone="bad">{t('finance.overdue')}</Chip>}
            </span>
            <span className={cases.small}>
              {t(`packages.heldWhy.${why}`)} {labels.method(method)} · <Moment at={at} />
            </span>
            <DecisionDue by={by} dueAt={dueAt} overdue={overdue} />
          </span>
        </li>
      ))}
    </ul>
  );
}
