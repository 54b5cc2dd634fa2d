// Messages are shown in the program's language and direction.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Effect } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { Chip, type Tone } from '../cases/chip.tsx';
import { Loaded } from '../cases/loaded.tsx';
import { Moment } from '../cases/moment.tsx';
import { packageSmsQuery } from './queries.ts';
import { useProgram } from '../data/session.tsx';
import styles from './packages.module.css';

export function SmsCard({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery(packageSmsQuery(id));
  return (
    <Card title={t('packages.sms')}>
      <Loaded query={query}>
        {(sent) =>
          sent.length === 0 ? (
            <p className={cases.quiet}>{t('packages.noSms')}</p>
          ) : (
            <ol className={styles.sms}>
              {sent.toReversed().map((one) => (
                <Sms key={one.id} sms={one} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </Card>
  );
}

const tones: Readonly<Record<string, Tone>> = { delivered: 'good', failed: 'bad', refused: 'bad', unknown: 'bad' };

function Sms({ sms }: { sms: Effect }) {
  const { t, i18n } = useTranslation();
  const { locale } = useProgram();
  const state = sms.delivery ?? sms.status;
  return (
    <li>
      <span className={styles.line}>
        <span className={cases.small}>
          <Moment at={sms.at} />
        </span>
        <Chip tone={tones[state] ?? 'plain'}>{t(`packages.smsStatus.${state}`)}</Chip>
      </span>
      <blockquote lang={locale} dir={i18n.dir(locale)}>
        {sms.text}
      </blockquote>
    </li>
  );
}
