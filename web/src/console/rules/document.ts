// The parts of a program's document that have a form. The server checks the whole; here everything may be missing.
import { type Path, readYaml, withValue } from './yaml-edit.ts';

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
type Check = { kind?: string; pattern?: string };
export type Question = { id?: string; prompt?: string; check?: Check };
type Validity = { months?: number; graceDays?: number };
export type CatalogueItem = { id?: string; validity?: Validity };
export type TicketField = { id?: string; kind?: string; required?: boolean; choices?: string[] };
export type TicketType = {
  team?: string;
  lead?: string;
  results?: string[];
  fields?: TicketField[];
  rule?: string;
  tag?: string;
};
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
    categories?: { category?: string; queue?: string }[];
    dispositions?: { disposition?: string }[];
    questions?: Question[];
    identification?: { id?: string; check?: Check } | null;
  };
  tickets?: { hours?: Hours; types?: Record<string, TicketType> };
  servicePackage?: {
    currency?: string;
    catalogue?: CatalogueItem[];
    freePrice?: { least?: string; most?: string } | null;
    validity?: Validity & { calls?: { day?: number; rule?: string }[] };
    cancellation?: { refund?: { numerator?: unknown; denominator?: unknown } };
  };
};
export type Wording = string | { text?: string; pinned?: boolean };
export type Texts = {
  title?: string;
  labels?: Record<string, Record<string, string>>;
  product?: Record<string, Record<string, string>>;
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

/** The files of one program as those of another, with a name of its own in every language. */
export function renamed(files: Files, name: string, title: string): Record<string, string> {
  const titled = localesIn(files).map((locale) => {
    const file = textsFile(locale);
    return [file, withValue(files[file] ?? '', ['title'], title)];
  });
  return { ...files, ...Object.fromEntries(titled), [RULES_FILE]: withValue(files[RULES_FILE] ?? '', ['name'], name) };
}

function mapIn<Part extends object>(text: string | undefined): Part | undefined {
  const read = text === undefined ? undefined : readYaml(text);
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Part) : undefined;
}

/** What the rules say at a path; `undefined` where they say nothing. */
export function valueAt(program: Rules | undefined, path: Path): unknown {
  return path.reduce<unknown>(
    (part, step) => (part as Record<string | number, unknown> | null | undefined)?.[step],
    program,
  );
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

/** The questions of an intake, and the part of the rules that has them. The earlier form is one question. */
export function questionsIn(program: Rules | undefined): {
  part: string;
  questions: Question[];
  isEarlierForm: boolean;
} {
  const part = queuesIn(program)?.part ?? '';
  const { questions, identification } = program?.conversation ?? {};
  const earlier = identification === undefined || identification === null ? [] : [identification];
  return { part, questions: questions ?? earlier, isEarlierForm: questions === undefined };
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
