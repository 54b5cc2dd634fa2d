// The texts that customers read, as ICU messages. Beside each is a preview.
import { NativeSelect, Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import { AddId } from './add-id.tsx';
import { AddLanguage } from './add-language.tsx';
import { textsFile, type Wording } from './document.ts';
import { useProblemAt } from './field-problem.ts';
import styles from './forms.module.css';
import { directionOf } from '../../shared/direction.ts';
import { TextPreview } from './text-preview.tsx';
import type { Work } from './use-files.ts';
import { useSay } from './use-say.ts';

export function TextsPart({ work }: { work: Work }) {
  const { t } = useTranslation();
  const say = useSay(work.document);
  const { program, texts } = work.document;
  const locales = Object.keys(texts).filter((locale) => Object.keys(texts[locale]?.texts ?? {}).length > 0);
  const [chosen, setChosen] = useState(program?.locale ?? '');
  const locale = locales.includes(chosen) ? chosen : (locales[0] ?? '');
  const own = program?.locale ?? '';
  const ids = Object.keys(texts[own]?.texts ?? {});
  return (
    <>
      {locales.length === 0 && <p className={styles.quiet}>{t('rulesPage.noTexts')}</p>}
      {locales.length > 1 && (
        <NativeSelect
          label={t('rulesPage.languageOfTexts')}
          value={locale}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={locales.map((one) => ({ value: one, label: say.languageName(one) }))}
        />
      )}
      {locales.length > 0 && <p className={styles.quiet}>{t('rulesPage.textsLead')}</p>}
      {Object.entries(texts[locale]?.texts ?? {}).map(([id, wording]) => (
        <TextForm key={`${locale}/${id}`} id={id} wording={wording} locale={locale} work={work} />
      ))}
      <Card title={t('rulesPage.forms.newText')}>
        <p className={styles.quiet}>{t('rulesPage.forms.newTextLead', { language: say.languageName(own) })}</p>
        <AddId
          label={t('rulesPage.forms.newTextId')}
          submit={t('rulesPage.forms.addText')}
          taken={ids}
          onAdd={(id) => {
            work.edit(textsFile(own), { path: ['texts', id], value: '' });
            setChosen(own);
          }}
        />
      </Card>
      <AddLanguage work={work} />
    </>
  );
}

type Props = { id: string; wording: Wording; locale: string; work: Work };

function TextForm({ id, wording, locale, work }: Props) {
  const { t } = useTranslation();
  const { text = '', pinned = false } = typeof wording === 'object' ? wording : { text: wording };
  const isWhole = typeof wording === 'object';
  const problemAt = useProblemAt();
  const at = ['texts', id];
  const setText = (typed: string) =>
    work.edit(textsFile(locale), { path: isWhole ? [...at, 'text'] : at, value: typed });
  const setPinned = (wished: boolean) =>
    work.edit(textsFile(locale), { path: at, value: wished ? { text, pinned: true } : text });
  return (
    <section className={styles.text} aria-labelledby={`text-${id}`}>
      <h2 id={`text-${id}`}>
        <code dir="ltr">{id}</code>
      </h2>
      <div className={styles.textPair}>
        <Textarea
          label={t('rulesPage.wording')}
          lang={locale}
          attributes={{ input: { dir: directionOf(locale) } }}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={4_000}
          value={text}
          error={problemAt(['texts', locale, ...at])}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextPreview message={text} locale={locale} />
      </div>
      <Switch
        label={t('rulesPage.pinned')}
        description={t('rulesPage.pinnedHint')}
        checked={pinned}
        onChange={(event) => setPinned(event.currentTarget.checked)}
      />
    </section>
  );
}
