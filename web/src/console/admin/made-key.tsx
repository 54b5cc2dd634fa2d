// A new key can be seen only here.
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../settings/settings.module.css';

export function MadeKey({ value, onClose }: { value: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(value).then(() => setIsCopied(true));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('apiKeys.madeTitle')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('done') }}
    >
      <div className={styles.form}>
        <p>{t('apiKeys.madeLead')}</p>
        <p className={styles.key}>{value}</p>
        <div className={styles.buttons}>
          <Button variant="default" onClick={copy}>
            {isCopied ? t('apiKeys.copied') : t('apiKeys.copy')}
          </Button>
          <Button onClick={onClose}>{t('done')}</Button>
        </div>
      </div>
    </Modal>
  );
}
