import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import { weekdays } from './difference-words.ts';
import { type Hours, hoursIn, type Opening, RULES_FILE } from './document.ts';
import { OpeningFields } from './opening-fields.tsx';
import { useDayNames } from './day-names.ts';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';

export function HoursPart({ work }: { work: Work }) {
  const { t } = useTranslation();
  const { program } = work.document;
  return (
    <>
      <p className={styles.quiet}>{t('rulesPage.hoursZone', { zone: program?.timeZone ?? '' })}</p>
      {hoursIn(program).map(([part, hours]) => (
        <HoursForm key={part} title={t(`rulesPage.words.${part}`)} part={part} hours={hours} work={work} />
      ))}
    </>
  );
}

type Props = { title: string; part: string; hours: Hours; work: Work };

function HoursForm({ title, part, hours, work }: Props) {
  const { t } = useTranslation();
  const day = useDayNames();
  const set = (field: 'week' | 'dates', name: string, openings: Opening[] | undefined) =>
    work.edit(RULES_FILE, { path: [part, 'hours', field, name], value: openings });
  const dates = Object.entries(hours.dates ?? {}).toSorted(([one], [other]) => one.localeCompare(other));
  return (
    <Card title={title}>
      <div className={styles.week}>
        {weekdays.map((name) => (
          <OpeningFields
            key={name}
            name={day.weekday(name)}
            openings={hours.week?.[name] ?? []}
            onChange={(openings) => set('week', name, openings)}
          />
        ))}
      </div>
      <h3 className={styles.heading}>{t('rulesPage.exceptions')}</h3>
      <p className={styles.quiet}>{t('rulesPage.exceptionsLead')}</p>
      <div className={styles.week}>
        {dates.map(([date, openings]) => (
          <OpeningFields
            key={date}
            name={day.date(date)}
            openings={openings}
            onChange={(next) => set('dates', date, next)}
            onRemove={() => set('dates', date, undefined)}
          />
        ))}
      </div>
      <AddDate taken={Object.keys(hours.dates ?? {})} onAdd={(date) => set('dates', date, [])} />
      <Holidays part={part} holidays={hours.holidays ?? []} work={work} />
    </Card>
  );
}

function AddDate({ taken, onAdd }: { taken: readonly string[]; onAdd: (date: string) => void }) {
  const { t } = useTranslation();
  const [date, setDate] = useState('');
  const canAdd = date !== '' && !taken.includes(date);
  return (
    <div className={styles.addRow}>
      <TextInput
        type="date"
        label={t('rulesPage.date')}
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={!canAdd}
        onClick={() => {
          onAdd(date);
          setDate('');
        }}
      >
        {t('rulesPage.addDate')}
      </Button>
    </div>
  );
}

/** Lists of closed days that several programs share, by name. */
function Holidays({ part, holidays, work }: Pick<Props, 'part' | 'work'> & { holidays: readonly string[] }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const keep = (text: string) => {
    const lists = [...new Set(text.split(/[\s,،]+/).filter((name) => name !== ''))];
    work.edit(RULES_FILE, { path: [part, 'hours', 'holidays'], value: lists.length === 0 ? undefined : lists });
  };
  return (
    <TextInput
      label={t('rulesPage.holidays')}
      description={t('rulesPage.holidaysHint')}
      dir="ltr"
      value={typed ?? holidays.join(', ')}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== null) keep(typed);
        setTyped(null);
      }}
    />
  );
}
