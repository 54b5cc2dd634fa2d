// Names in the language of the console, else in the program's own. An unknown id is shown as it is.
import { useTranslation } from 'react-i18next';
import type { Program } from '../../shared/wire.ts';

type Of = (program: Program | undefined, id: unknown) => string;

export type Names = {
  title: (program: Program) => string;
  category: Of;
  disposition: Of;
  role: Of;
  /** A queue is named after its first role. */
  queue: Of;
};

export function useNames(): Names {
  return namesIn(useTranslation().i18n.language);
}

export function namesIn(language: string): Names {
  const role: Of = (program, id) => {
    const found = program?.roles.find((one) => one.role === id);
    return found?.titles[language] ?? found?.title ?? idAsName(id);
  };
  return {
    title: ({ title, titles }) => titles[language] ?? title,
    category: (program, id) => {
      const found = program?.categories.find((one) => one.category === id);
      return capitalised(found?.labels[language] ?? found?.label ?? idAsName(id));
    },
    disposition: (program, id) => {
      const found = program?.dispositions.find((one) => one.disposition === id);
      return found?.labels[language] ?? found?.label ?? idAsName(id);
    },
    role,
    queue: (program, id) => {
      const addressed = program?.queues.find(({ queue }) => queue === id)?.role;
      return addressed === undefined ? idAsName(id) : role(program, addressed);
    },
  };
}

function idAsName(id: unknown): string {
  return `${id ?? ''}`;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
