import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLabels } from '../cases/labels.ts';
import { Icon } from '../shell/icons.tsx';

/** What the agent reads to the customer (FK-02). */
export function SaidNotice({ notice }: { notice: string | null }) {
  const { t } = useTranslation();
  const labels = useLabels();
  if (notice === null) return null;
  return (
    <Alert color="care" variant="light" icon={<Icon name="agent" />} title={t('booking.sayTitle')}>
      {labels.notice(notice)}
    </Alert>
  );
}
