// Texts for the ids of programs. An id without a text in this language gets the program's own label.
import { useTranslation } from 'react-i18next';
import { useNames } from '../data/labels.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useProgram } from '../data/session.tsx';

export type Labels = {
  ticketType: (type: unknown) => string;
  result: (result: unknown) => string;
  role: (role: string) => string;
  /** A person by name, `careline`, a provider, or roles joined by “or”. */
  by: (by: string) => string;
};

export function useLabels(): Labels {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const program = useProgram();
  const person = usePeopleNames();
  const worded = (key: string, known: string) => (i18n.exists(key) ? t(key) : known);
  const isRole = (name: string) => program.roles.some((one) => one.role === name);
  const role = (name: string) => worded(`cases.roles.${name}`, names.role(program, name));
  return {
    ticketType: (type) => {
      const known = program.ticketTypes.find((one) => one.type === type)?.label ?? `${type ?? ''}`;
      return worded(`tickets.types.${type}`, known);
    },
    result: (result) => worded(`tickets.results.${result}`, `${result ?? ''}`),
    role,
    by: (by) =>
      by
        .split(' or ')
        .map((one) => (one === 'careline' ? t('cases.careline') : isRole(one) ? role(one) : person(one)))
        .join(t('cases.or')),
  };
}
