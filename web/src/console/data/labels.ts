// A program's own words: in the language of the console, else in the program's. An unknown id is shown as it is.
import { useTranslation } from 'react-i18next';
import type { Program } from '../../shared/wire.ts';

type Of = (program: Program | undefined, id: unknown) => string;

/** `null` where the program has no word. */
type OfIfAny = (program: Program | undefined, id: unknown) => string | null;

export type Names = {
  title: (program: Program) => string;
  category: Of;
  disposition: Of;
  role: Of;
  /** A queue is named after its first role. */
  queue: Of;
  ticketType: Of;
  ticketResult: Of;
  ticketField: Of;
  /** What can be chosen in a field of a ticket. */
  ticketChoice: Of;
  /** What a ticket asks for. */
  task: OfIfAny;
  /** What a rule says. */
  rule: OfIfAny;
  /** A package of the catalogue. */
  packageItem: Of;
  method: OfIfAny;
  notice: Of;
  offer: Of;
  /** What an SMS is about. */
  sms: OfIfAny;
  /** What a customer's number is: `contract-number`, `inn`, or `any`. */
  number: OfIfAny;
  /** What the answer to a question of the intake is. */
  answer: OfIfAny;
};

export function useNames(): Names {
  return namesIn(useTranslation().i18n.language);
}

export function namesIn(language: string): Names {
  const worded = (labels: Readonly<Record<string, string>> = {}, program: Program | undefined) =>
    labels[language] ?? labels[program?.locale ?? ''] ?? null;
  const ofWords =
    <Kind extends keyof typeof idOf>(kind: Kind): OfIfAny =>
    (program, id) => {
      const words: readonly Worded[] = program?.[kind] ?? [];
      return worded(words.find((one) => one[idOf[kind]] === id)?.labels, program);
    };
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
    ticketType: (program, id) => {
      const found = program?.ticketTypes.find(({ type }) => type === id);
      return worded(found?.labels, program) ?? found?.label ?? idAsName(id);
    },
    ticketResult: orId(ofWords('ticketResults')),
    ticketField: orId(ofWords('ticketFields')),
    ticketChoice: orId(ofWords('ticketChoices')),
    task: ofWords('tasks'),
    rule: ofWords('rules'),
    packageItem: orId(ofWords('packageNames')),
    method: ofWords('methods'),
    notice: orId(ofWords('notices')),
    offer: orId(ofWords('offers')),
    sms: ofWords('smsTexts'),
    number: begun(ofWords('numbers')),
    answer: begun(ofWords('questions')),
  };
}

/** The name of the id in each list of words. */
const idOf = {
  ticketResults: 'result',
  ticketFields: 'field',
  ticketChoices: 'choice',
  tasks: 'task',
  rules: 'rule',
  packageNames: 'item',
  methods: 'method',
  notices: 'notice',
  offers: 'offer',
  smsTexts: 'text',
  numbers: 'number',
  questions: 'question',
} as const;

type Worded = { labels: Record<string, string> } & Partial<Record<(typeof idOf)[keyof typeof idOf], string>>;

const orId =
  (of: OfIfAny): Of =>
  (program, id) =>
    of(program, id) ?? idAsName(id);

/** At the beginning of a line. */
const begun =
  (of: OfIfAny): OfIfAny =>
  (program, id) => {
    const word = of(program, id);
    return word === null ? null : capitalised(word);
  };

function idAsName(id: unknown): string {
  return `${id ?? ''}`;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
