import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ServicePackage } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { CustomerName } from '../cases/customer-name.tsx';
import { MoneyText } from '../cases/money-text.tsx';
import { useNextWords } from '../cases/next-line.ts';
import { PhoneText } from '../cases/phone-text.tsx';
import { useNow } from '../data/ticking.ts';
import { amountOfTask } from './amount-of-task.ts';
import { PackageChips } from './package-chips.tsx';
import { packagePath } from './package-facts.ts';

export function PackageRow({ servicePackage }: { servicePackage: ServicePackage }) {
  const { t } = useTranslation();
  const words = useNextWords();
  const now = useNow();
  const { id, customer, stage, priceMinor, currency, visitsLeft, bought, nextAction, todo } = servicePackage;
  const [task] = todo;
  const first = task === undefined ? nextAction : { what: task.what, at: task.dueAt };
  const amount = task === undefined ? null : amountOfTask(servicePackage, task);
  const next = first === null ? null : words(first, now);
  return (
    <Table.Tr>
      <Table.Td data-label={t('packages.customer')}>
        <span className={cases.stacked}>
          <Link to={packagePath(id)}>
            <CustomerName name={customer.name} />
          </Link>
          <PhoneText phone={customer.phone} />
        </span>
      </Table.Td>
      <Table.Td data-label={t('packages.stage')}>
        <span className={cases.chips}>
          <PackageChips {...servicePackage} />
        </span>
      </Table.Td>
      <Table.Td data-label={t('packages.visitsLeft')}>
        {stage === 'cancelled' ? (
          <span className={cases.small}>—</span>
        ) : (
          t('packages.leftOf', { left: visitsLeft, bought })
        )}
      </Table.Td>
      <Table.Td data-label={t('packages.price')}>
        <MoneyText minor={priceMinor} currency={currency} />
      </Table.Td>
      <Table.Td data-label={t('cases.next')}>
        {next === null ? (
          <span className={cases.quiet}>{t('cases.nothingNext')}</span>
        ) : (
          <span className={cases.stacked}>
            <span>
              {next.what}
              {amount !== null && (
                <>
                  {' · '}
                  <MoneyText minor={amount.amountMinor} currency={amount.currency} />
                </>
              )}
            </span>
            <span className={next.isLate ? cases.late : cases.small}>{next.when}</span>
          </span>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
