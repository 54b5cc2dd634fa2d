import { useTranslation } from 'react-i18next';
import { type Document, labelIn } from './document.ts';

export type Choice = { value: string; label: string };

/** What the fields of a form offer: the program's own roles, results, texts. */
export function useChoices(document: Document) {
  const { i18n } = useTranslation();
  const { program, texts } = document;
  const named = (kind: string, ids: readonly string[]): Choice[] =>
    ids.map((id) => ({ value: id, label: labelIn(document, i18n.language, kind, id) }));
  const types = Object.values(program?.tickets?.types ?? {});
  return {
    roles: named('roles', program?.roles ?? []),
    results: named('ticketResults', [...new Set(types.flatMap(({ results = [] }) => results))]),
    texts: Object.keys(texts[program?.locale ?? '']?.texts ?? {}).map((id) => ({ value: id, label: id })),
    named,
  };
}
