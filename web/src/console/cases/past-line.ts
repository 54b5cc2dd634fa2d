import { useTranslation } from 'react-i18next';
import type { PackageTimeline, Visit } from '../../shared/wire.ts';
import { listed } from '../data/locale.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenMoney } from '../data/spoken-money.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useLabels } from './labels.ts';

// Browsers parse almost anything as a date, even a login.
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

export type NamedVisit = Pick<Visit, 'id' | 'startsAt'>;
type Entry = PackageTimeline['past'][number];

/**
 * `currency` is that of the package, for entries that name none; `visits` are its visits, for entries that name one or a
 * ticket about one.
 */
export function usePastWords(
  currency: string | undefined,
  visits: readonly NamedVisit[] = [],
): (entry: Entry) => string {
  const { t, i18n } = useTranslation();
  const money = useSpokenMoney();
  const { packages } = useProgram();
  const times = useSpokenTimes();
  const labels = useLabels();
  const moment = (at: unknown) => (INSTANT.test(`${at}`) ? times.dateTime(`${at}`) : '');
  const person = (to: unknown) => (typeof to === 'string' && moment(to) === '' ? labels.by(to) : '');
  return ({ what, by, details }) => {
    const facts: Record<string, unknown> = details ?? {};
    const { ticket = '' } = facts;
    const [ticketType, visitId] = `${ticket}`.split('/');
    const own = typeof facts['currency'] === 'string' ? facts['currency'] : (currency ?? packages?.currency);
    const amount = (minor: unknown) => (typeof minor === 'number' && own !== undefined ? money(minor, own) : '');
    const visit = visits.find(({ id }) => id === facts['visit'])?.startsAt;
    const kind =
      facts['outcome'] ?? (what === 'visit-cancelled' || what === 'visit-corrected' ? facts['status'] : undefined);
    const key = kind === undefined ? what : `${what}.${kind}`;
    const sentence = t([`cases.happened.${key}`, 'cases.happened.other'], {
      what,
      by: labels.by(by),
      count: countIn(facts),
      price: amount(facts['priceMinor'] ?? facts['amountMinor'] ?? facts['refundMinor']),
      method: typeof facts['method'] === 'string' ? labels.method(facts['method']) : '',
      type: labels.ticketType(facts['type'] ?? ticketType),
      result: labels.result(facts['result']),
      fields: listed(i18n.language, [facts['fields'] ?? []].flat().map(labels.ticketField)),
      visit: moment(facts['startsAt'] ?? facts['to'] ?? visit),
      until: moment(facts['until'] ?? facts['dueAt']),
      fromVersion: `${facts['fromVersion'] ?? ''}`,
      toVersion: `${facts['toVersion'] ?? ''}`,
      to: person(facts['to']),
      from: person(facts['from']),
      text: labels.sms(facts['text']) ?? t('cases.anyText'),
    });
    const about = visits.find(({ id }) => id === visitId)?.startsAt;
    return about === undefined ? sentence : t('cases.ofVisit', { what: sentence, visit: moment(about) });
  };
}

// The number of visits in an entry, given as a number or as ids.
function countIn({ visits, visitsLeft, forfeited }: Record<string, unknown>): number {
  return Array.isArray(visits) ? visits.length : Number(visits ?? visitsLeft ?? forfeited ?? 0);
}
