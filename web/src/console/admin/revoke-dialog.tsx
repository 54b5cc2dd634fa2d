import { Button, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import type { ApiKey } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { tell } from '../notifications/tell.ts';
import styles from '../settings/settings.module.css';
import { HeldLines } from './held-lines.tsx';
import { heldByKey } from './held-work.ts';

export function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const speak = useSpokenProblem();
  const { data: held } = useQuery(heldByKey(apiKey.id));
  const revoke = async () => {
    const answer = await resultOf(api.DELETE('/v1/api-keys/{id}', { params: { path: { id: apiKey.id } } }));
    if (answer.kind === 'failed') tell({ message: () => speak(answer.problem), isProblem: true });
    else tell({ message: t('apiKeys.revoked') });
    await client.invalidateQueries({ queryKey: ['api-keys'] });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('apiKeys.revokeTitle', { name: apiKey.name })}
      closeButtonProps={{ 'aria-label': t('cases.back') }}
    >
      <div className={styles.form}>
        <p>{t('apiKeys.revokeLead')}</p>
        {held !== undefined && <HeldLines held={held} goesBack="held.goesBackRevoked" />}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('cases.back')}
          </Button>
          <Button color="red" onClick={() => void revoke()}>
            {t('apiKeys.revoke')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
