import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../shared/wire.ts';
import { useNames } from '../data/labels.ts';
import { listed } from '../data/locale.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { shownText } from '../data/shown-text.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';

export function usePastLine(): (entry: Timeline['past'][number]) => string {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const program = useProgram();
  const person = usePeopleNames();
  const times = useSpokenTimes();
  return ({ what, by, details }) => {
    const facts: Record<string, unknown> = details ?? {};
    const who = by === 'customer' || by === 'careline' ? t(`timeline.by.${by}`) : person(by);
    const told = Array.isArray(facts['to']) ? facts['to'].map((role) => names.role(program, role)) : [];
    const since = facts['awaitingReplySince'] ?? facts['silentSince'];
    const happened = facts['because'] === 'left' ? `${what}-left` : ofAnswer(what, facts);
    return t([`timeline.what.${happened}`, 'timeline.what.other'], {
      what,
      by: who,
      roles: listed(i18n.language, told),
      category: names.category(program, facts['category']),
      from: names.category(program, facts['from']),
      to: names.category(program, facts['to']),
      assignee: person(`${facts['assignee'] ?? ''}`),
      since: typeof since === 'string' ? times.dateTime(since) : '',
      before: shownText(`${facts['before'] ?? t('timeline.noNumber')}`),
      after: shownText(`${facts['after'] ?? ''}`),
      disposition: names.disposition(program, facts['disposition']),
      fromVersion: `${facts['fromVersion'] ?? ''}`,
      toVersion: `${facts['toVersion'] ?? ''}`,
      answer: names.answer(program, facts['question']) ?? t('number'),
      score: `${facts['score'] ?? facts['rating'] ?? ''}`,
    });
  };
}

/** Where a program has questions of its own, the entry names the answer. */
const ofAnswer = (what: string, { question }: Record<string, unknown>) =>
  question === undefined ? what : `${what}-answer`;
