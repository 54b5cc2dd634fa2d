import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentRequest } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { Chip } from '../cases/chip.tsx';
import { useLabels } from '../cases/labels.ts';
import { Moment } from '../cases/moment.tsx';
import { shownText } from '../data/shown-text.ts';
import { CopyButton } from './copy-button.tsx';
import styles from './packages.module.css';
import type { PartProps } from './part-props.ts';
import { useRequestMoves } from './request-moves.ts';

export function RequestBox({ request, ...props }: PartProps & { request: PaymentRequest }) {
  const { servicePackage } = props;
  const { t } = useTranslation();
  const labels = useLabels();
  const { method, status, at } = request;
  return (
    <div className={styles.request} data-status={status}>
      <div className={styles.line}>
        <strong>{labels.method(method)}</strong>
        <Chip tone={status === 'paid' ? 'good' : 'plain'}>{t(`packages.requestStatus.${status}`)}</Chip>
        <span className={cases.small}>
          <Moment at={at} />
        </span>
      </div>
      {status !== 'expired' && <Means request={request} servicePackage={servicePackage} />}
      {request.missedAt !== null && status !== 'paid' && (
        <p className={cases.quiet}>
          {t('packageQuestions.collectionFailed')} <Moment at={request.missedAt} />
        </p>
      )}
      {status === 'open' && <RequestButtons request={request} {...props} />}
    </div>
  );
}

function Means({
  request: { kind, url, code, status },
  servicePackage,
}: Pick<PartProps, 'servicePackage'> & { request: PaymentRequest }) {
  const { t } = useTranslation();
  const { collection } = servicePackage;
  if (kind === 'by-hand') return null;
  if (kind === 'collection') {
    if (collection === null) return null;
    return (
      <p>
        {t('packages.collectionAt')} <Moment at={collection.at} /> · <bdi>{shownText(collection.address)}</bdi>
      </p>
    );
  }
  const text = kind === 'link' ? url : code;
  if (text === null) return <p className={cases.quiet}>{t('packages.awaited')}</p>;
  return (
    <p className={styles.line}>
      <bdi dir="ltr" className={kind === 'link' ? cases.link : cases.code}>
        {text}
      </bdi>
      {status === 'open' && <CopyButton text={text} />}
    </p>
  );
}

function RequestButtons({ request, servicePackage, asking, onDialog }: PartProps & { request: PaymentRequest }) {
  const { t } = useTranslation();
  const { may } = servicePackage;
  const { kind } = request;
  const isByPeople = kind === 'collection' || kind === 'by-hand';
  const { collect, pay } = useRequestMoves(asking, request.id);
  // People record what they took. A method with a real provider has no sandbox: the server answers 404 once, and the button disappears.
  const [hasSandbox, setHasSandbox] = useState(true);
  return (
    <div className={cases.buttons}>
      {isByPeople && may.includes('collect-cash') && (
        <Button size="compact-md" loading={asking.running === 'collect'} onClick={() => void collect()}>
          {t(kind === 'by-hand' ? 'packages.received' : 'packages.collected')}
        </Button>
      )}
      {kind === 'collection' && may.includes('collect-cash') && (
        <Button
          size="compact-md"
          variant="default"
          onClick={() => onDialog({ kind: 'not-collected', requestId: request.id })}
        >
          {t('packages.notCollected')}
        </Button>
      )}
      {!isByPeople && hasSandbox && may.includes('pay-in-sandbox') && (
        <Button
          size="compact-md"
          variant="default"
          loading={asking.running === 'pay'}
          onClick={() => void pay().then(setHasSandbox)}
        >
          {t('packages.payNow')}
        </Button>
      )}
    </div>
  );
}
