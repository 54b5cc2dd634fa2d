// The words of the program of the case, for its people.
import { useTranslation } from 'react-i18next';
import { type Names, useNames } from '../data/labels.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useProgram } from '../data/session.tsx';

export type Labels = {
  ticketType: (type: unknown) => string;
  result: (result: unknown) => string;
  ticketField: (field: unknown) => string;
  ticketChoice: (choice: unknown) => string;
  role: (role: string) => string;
  /** A package of the catalogue. */
  packageItem: (item: string) => string;
  /** A way to pay, also `later`. */
  method: (method: string) => string;
  notice: (notice: string) => string;
  offer: (offer: string) => string;
  task: (task: string) => string | null;
  rule: (rule: string) => string | null;
  sms: (text: unknown) => string | null;
  number: (number: Parameters<Names['number']>[1]) => string | null;
  /** The program's own name of an answer; `null` where it has none. */
  own: (question: string) => string | null;
  /** What an answer of an intake is; an INN or a contract number has a name of its own. */
  answer: (answer: { question: string; value: string | null }, inn: string | null) => string;
  /** A person by name, `careline`, a provider, or roles joined by “or”. */
  by: (by: string) => string;
};

export function useLabels(): Labels {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const program = useProgram();
  const person = usePeopleNames();
  const isRole = (name: string) => program.roles.some((one) => one.role === name);
  const role = (name: string) => names.role(program, name);
  const generic = (key: string, id: string) => (i18n.exists(key) ? t(key) : id);
  return {
    ticketType: (type) => names.ticketType(program, type),
    result: (result) => names.ticketResult(program, result),
    ticketField: (field) => names.ticketField(program, field),
    ticketChoice: (choice) => names.ticketChoice(program, choice),
    role,
    packageItem: (item) => names.packageItem(program, item),
    method: (method) => names.method(program, method) ?? generic(`booking.methods.${method}`, method),
    notice: (notice) => names.notice(program, notice),
    offer: (offer) => names.offer(program, offer),
    task: (task) => names.task(program, task),
    rule: (rule) => names.rule(program, rule),
    sms: (text) => names.sms(program, text),
    number: (number) => names.number(program, number),
    own: (question) => names.answer(program, question),
    answer: ({ question, value }, inn) =>
      names.answer(program, question) ??
      names.number(program, value !== null && value === inn ? 'inn' : 'contract-number') ??
      t('number'),
    by: (by) =>
      by
        .split(' or ')
        .map((one) => (one === 'careline' ? t('cases.careline') : isRole(one) ? role(one) : person(one)))
        .join(t('cases.or')),
  };
}
