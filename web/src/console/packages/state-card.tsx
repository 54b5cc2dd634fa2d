import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ServicePackage } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import { useLabels } from '../cases/labels.ts';
import cases from '../cases/cases.module.css';
import { MoneyText } from '../cases/money-text.tsx';
import { Outlook } from '../cases/outlook.tsx';
import { LongText } from '../conversation/long-text.tsx';
import { RulesFact } from '../cases/rules-fact.tsx';
import { PersonName } from '../cases/person-name.tsx';
import { useProduct } from '../data/use-product.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { amountOfTask } from './amount-of-task.ts';
import styles from './packages.module.css';
import type { PartProps } from './part-props.ts';
import { packagePath } from './package-facts.ts';
import { useSpokenDates } from './spoken-dates.ts';

/** Selects the sentence for the state of a package. */
function stateWord({ stage, paid, visitsWithoutDate }: ServicePackage) {
  if (stage === 'booked' && paid) return 'bookedPaid';
  return stage === 'deactivated' && visitsWithoutDate > 0 ? 'deactivatedReturned' : stage;
}

export function StateCard({ servicePackage, onDialog }: Omit<PartProps, 'asking'>) {
  const product = useProduct();
  const { t } = useTranslation();
  const date = useSpokenDates();
  const times = useSpokenTimes();
  const { stage, startsOn, expiresOn, graceEndsOn, visitsLeft, bought } = servicePackage;
  const { bookedAt, bookedBy, catalogueItem, replaces, replacedBy } = servicePackage;
  const labels = useLabels();
  const words = t(`packages.states.${stateWord(servicePackage)}`, {
    starts: date(startsOn),
    expires: date(expiresOn),
    graceEnds: date(graceEndsOn),
    count: visitsLeft,
  });
  return (
    <Card title={words}>
      <Outlook {...servicePackage} amountOf={(task) => amountOfTask(servicePackage, task)} />
      <dl className={cases.facts}>
        {stage !== 'cancelled' && (
          <Fact name={t('packages.visitsLeft')}>{t('packages.leftOf', { left: visitsLeft, bought })}</Fact>
        )}
        {catalogueItem !== null && (
          <Fact name={product.heading('packages.one')}>{labels.packageItem(catalogueItem)}</Fact>
        )}
        <Fact name={t('packages.price')}>
          <MoneyText minor={servicePackage.priceMinor} currency={servicePackage.currency} />
        </Fact>
        <Fact name={t('packages.starts')}>{date(startsOn)}</Fact>
        {stage !== 'cancelled' && (
          <>
            <Fact name={t('packages.expires')}>{date(expiresOn)}</Fact>
            <Fact name={t('packages.graceEnds')}>{date(graceEndsOn)}</Fact>
          </>
        )}
        <Fact name={t('packages.booked')}>
          {times.dateTime(bookedAt)} · <PersonName login={bookedBy} />
        </Fact>
        {([replaces, replacedBy] as const).map(
          (other, place) =>
            other !== null && (
              <Fact key={other} name={t(place === 0 ? 'packages.replaces' : 'packages.replacedBy')}>
                <Link to={packagePath(other)}>{t('packages.toOther')}</Link>
              </Fact>
            ),
        )}
        <RulesFact {...servicePackage} />
        <Address servicePackage={servicePackage} onDialog={onDialog} />
      </dl>
    </Card>
  );
}

// A visit needs an address, so a person who may enter it is asked for it here.
function Address({ servicePackage: { customer, may }, onDialog }: Omit<PartProps, 'asking'>) {
  const { t } = useTranslation();
  const { address } = customer;
  return (
    <Fact name={t('booking.address')} isWide>
      <span className={styles.addressBox}>
        {address === null ? (
          <span className={cases.late}>{t('packageQuestions.noAddress')}</span>
        ) : (
          <span>
            <LongText text={address} />
          </span>
        )}
        {may.includes('change-visits') && (
          <Button
            size="compact-sm"
            variant={address === null ? 'light' : 'default'}
            onClick={() => onDialog({ kind: 'address' })}
          >
            {t(address === null ? 'packageQuestions.enterAddress' : 'packageQuestions.changeAddress')}
          </Button>
        )}
      </span>
    </Fact>
  );
}

function Fact({ name, isWide = false, children }: { name: string; isWide?: boolean; children: React.ReactNode }) {
  return (
    <div className={isWide ? styles.wide : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
