// FK-02: when a visit gets another time, an agreed collection of cash stays or moves with it.
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServicePackage, Visit } from '../../shared/wire.ts';
import { CollectionFields } from '../booking/collection-fields.tsx';
import { Moment } from '../cases/moment.tsx';
import { shownText } from '../data/shown-text.ts';
import styles from './packages.module.css';
import { isCollectionAgreed, useCollection } from './use-collection.ts';
import { mustMoveCollection } from './visit-rules.ts';

/** `visit` is the one that moves, `null` for a new one. `startsAt` is its new time, `null` while it is not typed. */
export function useMovedCollection(servicePackage: ServicePackage, visit: Visit | null, startsAt: string | null) {
  const asked = useCollection(servicePackage);
  const [isChosen, setIsChosen] = useState(false);
  const { collection } = servicePackage;
  const isAsked = collection !== null && isCollectionAgreed(servicePackage) && touchesFirst(servicePackage, visit);
  const isForced = isAsked && mustMoveCollection(startsAt, collection.at);
  const isMoved = isAsked && (isChosen || isForced);
  const missing = isMoved ? asked.missing : null;
  const body = isMoved ? { collection: asked.collection } : {};
  const { fields } = asked;
  return { collection: isAsked ? collection : null, fields, isForced, isMoved, setIsChosen, missing, body };
}

// Cash depends only on the first visit. A new visit may become the first.
function touchesFirst({ visits }: ServicePackage, visit: Visit | null): boolean {
  return visit === null || visits.find(({ status }) => status === 'planned')?.id === visit.id;
}

type Props = ReturnType<typeof useMovedCollection> & { errorAt: (field: string) => string | undefined };

export function MovedCollection({ collection, fields, isForced, isMoved, setIsChosen, errorAt }: Props) {
  const { t } = useTranslation();
  if (collection === null) return null;
  return (
    <>
      <p className={styles.notice}>
        {t('packageQuestions.collectionAgreed')} <Moment at={collection.at} /> ·{' '}
        <bdi>{shownText(collection.address)}</bdi>
      </p>
      <Checkbox
        label={t('packageQuestions.moveCollection')}
        description={isForced ? t('packageQuestions.collectionFirst') : undefined}
        checked={isMoved}
        disabled={isForced}
        onChange={(event) => setIsChosen(event.currentTarget.checked)}
        error={isMoved ? undefined : errorAt('collection')}
      />
      {isMoved && <CollectionFields {...fields} atError={errorAt('collection')} addressError={errorAt('address')} />}
    </>
  );
}
