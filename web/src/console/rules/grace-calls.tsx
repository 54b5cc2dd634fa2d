import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import { useChoices } from './choices.ts';
import { RULES_FILE } from './document.ts';
import { CheckField, ChoiceField, WholeField, WordField } from './fields.tsx';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';
import type { Path } from './yaml-edit.ts';

/** The calls after a package has ended, by day. */
export function GraceCalls({ path, work }: { path: Path; work: Work }) {
  const { t } = useTranslation();
  const { texts } = useChoices(work.document);
  const calls = work.document.program?.servicePackage?.validity?.calls ?? [];
  const at = (place: number) => [...path, 'validity', 'calls', place];
  const add = () => {
    const last = calls.at(-1);
    const value = { day: Number(last?.day ?? 0) + 1, closesTicket: false, rule: last?.rule ?? 'grace' };
    work.edit(RULES_FILE, { path: at(calls.length), value });
  };
  return (
    <Card title={t('rulesPage.forms.graceCalls')}>
      {calls.map((_, place) => {
        const number = place + 1;
        const field = (name: string) => ({ work, path: [...at(place), name] });
        return (
          <fieldset key={place} className={styles.item}>
            <legend>{t('rulesPage.forms.call', { number })}</legend>
            <div className={styles.names}>
              <WholeField {...field('day')} label={t('rulesPage.forms.callDay')} />
              <ChoiceField
                {...field('text')}
                label={t('rulesPage.forms.callText')}
                choices={texts}
                none={t('rulesPage.forms.noText')}
              />
              <WordField {...field('rule')} label={t('rulesPage.forms.rule')} />
            </div>
            <CheckField {...field('closesTicket')} label={t('rulesPage.forms.closesTicket')} />
            <CheckField {...field('notBefore')} isOptional label={t('rulesPage.forms.notBefore')} />
            <Button
              variant="default"
              size="xs"
              className={styles.removes}
              onClick={() => work.edit(RULES_FILE, { path: at(place), value: undefined })}
            >
              {t('rulesPage.forms.removeCall', { number })}
            </Button>
          </fieldset>
        );
      })}
      <div className={styles.actions}>
        <Button variant="default" onClick={add}>
          {t('rulesPage.forms.addCall')}
        </Button>
      </div>
    </Card>
  );
}
