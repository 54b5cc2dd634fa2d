import { Button, Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';
import settings from '../settings/settings.module.css';
import type { Work } from './use-files.ts';

/** Asks before the page is left with unsaved changes. They stay in this browser in any case. */
export function LeavingDialog({ work }: { work: Work }) {
  const { t } = useTranslation();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => work.hasTyped() && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!work.isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [work.isDirty]);
  if (blocker.state !== 'blocked') return null;
  const stay = () => blocker.reset();
  const saveAndLeave = async () => ((await work.save())?.kind === 'ok' ? blocker.proceed() : blocker.reset());
  return (
    <Modal
      opened
      onClose={stay}
      title={t('rulesPage.leavingTitle')}
      closeButtonProps={{ 'aria-label': t('cases.back') }}
    >
      <div className={settings.form}>
        <p>{t('rulesPage.leavingLead')}</p>
        <div className={settings.buttons}>
          <Button variant="default" onClick={stay}>
            {t('cases.back')}
          </Button>
          <Button variant="default" onClick={() => blocker.proceed()}>
            {t('rulesPage.leaveUnsaved')}
          </Button>
          <Button loading={work.isSaving} onClick={() => void saveAndLeave()}>
            {t('rulesPage.saveAndLeave')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
