// The parts of a program's document that have a form. The server checks the whole; here everything may be missing.
import { readYaml } from './yaml-edit.ts';

export const RULES_FILE = 'program.yaml';

export type Files = Readonly<Record<string, string>>;
export type Opening = { opens?: string; closes?: string };
export type Hours = {
  week?: Partial<Record<string, Opening[]>>;
  dates?: Record<string, Opening[]>;
  holidays?: string[];
};
export type RuledText = { text?: string; rule?: string };
export type LadderStep = {
  kind?: 'escalate' | 'say' | 'notify';
  after?: string;
  to?: string[];
  overdue?: boolean;
  rule?: string;
  inHours?: RuledText;
  outOfHours?: RuledText;
};
export type Queue = { role?: string; ladder?: LadderStep[]; distribution?: 'claim' | 'push' };
export type TicketField = { id?: string; kind?: string; required?: boolean; choices?: string[] };
export type TicketType = { results?: string[]; fields?: TicketField[] };
export type Rules = {
  name?: string;
  timeZone?: string;
  locale?: string;
  staffLocales?: string[];
  roles?: string[];
  conversation?: {
    hours?: Hours;
    queues?: Record<string, Queue>;
    ladder?: LadderStep[];
    oversight?: Record<string, 'all' | string[]>;
    categories?: { category?: string }[];
    dispositions?: { disposition?: string }[];
    questions?: { id?: string }[];
  };
  tickets?: { hours?: Hours; types?: Record<string, TicketType> };
  servicePackage?: { catalogue?: { id?: string }[] };
};
export type Wording = string | { text?: string; pinned?: boolean };
export type Texts = {
  title?: string;
  labels?: Record<string, Record<string, string>>;
  texts?: Record<string, Wording>;
};
/** A part is `undefined` while its file is no YAML. */
export type Document = { program: Rules | undefined; texts: Readonly<Record<string, Texts | undefined>> };

export const textsFile = (locale: string) => `texts.${locale}.yaml`;

export function localesIn(files: Files): string[] {
  return Object.keys(files).flatMap((name) => /^texts\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
}

export function documentOf(files: Files): Document {
  const texts = localesIn(files).map((locale) => [locale, mapIn(files[textsFile(locale)])] as const);
  return { program: mapIn(files[RULES_FILE]), texts: Object.fromEntries(texts) };
}

function mapIn<Part extends object>(text: string | undefined): Part | undefined {
  const read = text === undefined ? undefined : readYaml(text);
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Part) : undefined;
}

/** The parts of the rules that have opening hours, by the name of the part. */
export function hoursIn(program: Rules | undefined): [part: string, hours: Hours][] {
  return Object.entries(program ?? {}).flatMap(([part, value]) => {
    const hours = (value as { hours?: Hours } | null)?.hours;
    return hours === undefined ? [] : [[part, hours]];
  });
}

export type Queues = { part: string; queues: Record<string, Queue>; ladder?: LadderStep[] | undefined };

/** The part of the rules that has queues, these, and the ladder of those that have none of their own. */
export function queuesIn(program: Rules | undefined): Queues | null {
  for (const [part, value] of Object.entries(program ?? {})) {
    const { queues, ladder } = (value ?? {}) as Partial<Queues>;
    if (queues !== undefined) return { part, queues, ladder };
  }
  return null;
}

/** The steps of a queue's ladder; `null`: of the ladder of all queues. */
export function ladderOf(program: Rules | undefined, queue: string | null): LadderStep[] {
  const found = queuesIn(program);
  return (queue === null ? found?.ladder : found?.queues[queue]?.ladder) ?? [];
}

/** A label in a language of the console, else in the program's own; an id without one is shown as it is. */
export function labelIn({ program, texts }: Document, language: string, kind: string, id: string): string {
  const languages = [language, program?.locale ?? '', ...Object.keys(texts)];
  for (const one of languages) {
    const label = texts[one]?.labels?.[kind]?.[id];
    if (typeof label === 'string') return label;
  }
  return id;
}

/** A text of the customers, in their language. */
export function wordingOf({ program, texts }: Document, id: string | undefined): string {
  const wording = texts[program?.locale ?? '']?.texts?.[id ?? ''];
  return (typeof wording === 'object' ? wording.text : wording) ?? '';
}
