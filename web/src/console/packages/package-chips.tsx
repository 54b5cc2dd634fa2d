import { useTranslation } from 'react-i18next';
import type { ServicePackage } from '../../shared/wire.ts';
import { Chip, type Tone } from '../cases/chip.tsx';

const tones: Readonly<Record<ServicePackage['stage'], Tone>> = {
  booked: 'brand',
  active: 'good',
  grace: 'warn',
  finished: 'plain',
  deactivated: 'plain',
  cancelled: 'plain',
};

export function PackageChips({ stage, paid }: Pick<ServicePackage, 'stage' | 'paid'>) {
  const { t } = useTranslation();
  return (
    <>
      <Chip tone={tones[stage]}>{t(`packages.stages.${stage}`)}</Chip>
      {paid ? (
        <Chip tone="good" icon="check">
          {t('packages.paid')}
        </Chip>
      ) : (
        <Chip tone={stage === 'booked' ? 'bad' : 'plain'}>{t('packages.unpaid')}</Chip>
      )}
    </>
  );
}
