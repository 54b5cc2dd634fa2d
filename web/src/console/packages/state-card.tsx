// Owns where a package stands, in words: what it is, until when, and the one thing that comes next.
import { useTranslation } from 'react-i18next';
import type { ServicePackage } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { MoneyText } from '../cases/money-text.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { NextStep } from './next-step.tsx';
import { useSpokenDates } from './spoken-dates.ts';

export function StateCard({ servicePackage }: { servicePackage: ServicePackage }) {
  const { t } = useTranslation();
  const date = useSpokenDates();
  const times = useSpokenTimes();
  const { stage, paid, startsOn, expiresOn, graceEndsOn, visitsLeft, bought } = servicePackage;
  const { bookedAt, bookedBy, customer } = servicePackage;
  const words = t(`packages.states.${stage === 'booked' && paid ? 'bookedPaid' : stage}`, {
    starts: date(startsOn),
    expires: date(expiresOn),
    graceEnds: date(graceEndsOn),
    count: visitsLeft,
  });
  return (
    <Card title={words}>
      <NextStep step={servicePackage.nextAction} />
      <dl className={cases.facts}>
        <Fact name={t('packages.visitsLeft')}>{t('packages.leftOf', { left: visitsLeft, bought })}</Fact>
        <Fact name={t('packages.price')}>
          <MoneyText minor={servicePackage.priceMinor} currency={servicePackage.currency} />
        </Fact>
        <Fact name={t('packages.starts')}>{date(startsOn)}</Fact>
        <Fact name={t('packages.expires')}>{date(expiresOn)}</Fact>
        <Fact name={t('packages.graceEnds')}>{date(graceEndsOn)}</Fact>
        <Fact name={t('packages.booked')}>
          {times.dateTime(bookedAt)} · <bdi className={cases.login}>{bookedBy}</bdi>
        </Fact>
        {customer.address !== null && (
          <Fact name={t('booking.address')}>
            <bdi>{customer.address}</bdi>
          </Fact>
        )}
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
