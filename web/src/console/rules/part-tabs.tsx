import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './rules.module.css';

export const parts = [
  ...(['ladders', 'questions', 'packages', 'tickets', 'hours'] as const),
  ...(['texts', 'names', 'roles', 'document', 'compare'] as const),
];
export type Part = (typeof parts)[number];

type Props = { part: Part; offered: readonly Part[]; onChoose: (part: Part) => void };

/** Arrow keys move between the tabs, Tab leaves them. */
export function PartTabs({ part, offered, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const forward = i18n.dir() === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  // On a phone the tabs are wider than the screen.
  useEffect(() => {
    list.current?.querySelector(`#tab-${part}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [part]);
  const move = (key: string) => {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    const place = offered.indexOf(part) + (key === forward ? 1 : -1);
    const next = offered[(place + offered.length) % offered.length];
    if (next === undefined) return;
    onChoose(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={t('rulesPage.parts')}
      className={styles.tabs}
      onKeyDown={({ key }) => move(key)}
    >
      {offered.map((one) => (
        <button
          key={one}
          id={`tab-${one}`}
          type="button"
          role="tab"
          aria-selected={one === part}
          aria-controls="rules-part"
          tabIndex={one === part ? 0 : -1}
          onClick={() => onChoose(one)}
        >
          {t(`rulesPage.part.${one}`)}
        </button>
      ))}
    </div>
  );
}
