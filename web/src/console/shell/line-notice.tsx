// A short gap in the connection is not shown.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLine } from '../data/live.ts';
import styles from './frame.module.css';
import { Icon } from './icons.tsx';

const PATIENCE_MS = 2_500;

export function LineNotice() {
  const line = useLine();
  return (
    <div className={styles.notice} role="status">
      {line !== 'live' && <LostLine />}
    </div>
  );
}

function LostLine() {
  const { t } = useTranslation();
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <>
      <Icon name="offline" />
      {t('line.down')}
    </>
  );
}
