// A difference in words: “First escalation of KLO managers: 10 min → 12 min”.
import type { TFunction } from 'i18next';
import type { ProgramDifference } from '../../shared/wire.ts';
import {
  type Document,
  labelIn,
  ladderOf,
  type LadderStep,
  type Opening,
  queuesIn,
  type TicketField,
} from './document.ts';
import { stepsOf } from './lay-on.ts';

export type Say = {
  t: TFunction;
  isText: (key: string) => boolean;
  language: string;
  /** An ISO 8601 duration in words. */
  duration: (iso: string) => string;
  listed: (names: readonly string[]) => string;
  languageName: (locale: string) => string;
  document: Document;
};

export type Words = { place: string; before: string | null; after: string | null };

/** `null` for a side that does not exist: something new, or something gone. */
export function wordsOf({ path, before, after }: ProgramDifference, say: Say): Words {
  const steps = stepsOf(path);
  const field = steps.at(-1) ?? '';
  const spoken = (value: unknown) => (value === undefined ? null : valueInWords(value, field, say));
  return { place: placeInWords(steps, say), before: spoken(before), after: spoken(after) };
}

function placeInWords([part, ...steps]: readonly string[], say: Say): string {
  if (part === 'program') {
    const rung = rungIn(steps);
    if (rung === null) return joined(withoutWeek(steps), say);
    const words = rungInWords(rung.queue, rung.place, say);
    return joined([words, ...rung.rest.filter((one) => one !== 'after')], say);
  }
  if (part === 'holidays') return joined(['holidays', ...steps], say);
  const [locale, ...rest] = steps;
  return joined([say.t('rulesPage.textsIn', { language: say.languageName(locale ?? '') }), ...rest], say);
}

/** The step of a ladder that a place is in; its queue is `null` in the ladder of all queues. */
function rungIn([, ...steps]: readonly string[]): { queue: string | null; place: number; rest: string[] } | null {
  const [queue, rung] = steps[0] === 'queues' ? [steps[1] ?? '', steps.slice(2)] : [null, steps];
  const [ladder, place, ...rest] = rung;
  return ladder === 'ladder' && place !== undefined ? { queue, place: Number(place), rest } : null;
}

/** A day says where it is; only a second opening needs its number. The kind of a check or field is the thing itself. */
function withoutWeek(steps: readonly string[]): string[] {
  return steps.filter((step, place) => {
    const next = steps[place + 1];
    return (
      step !== 'week' &&
      !(step === 'kind' && (steps[place - 1] === 'check' || steps[place - 2] === 'fields')) &&
      !(step === '0' && (next === 'opens' || next === 'closes'))
    );
  });
}

/** “First escalation of KLO managers”; each kind of step is counted apart. */
export function rungInWords(queue: string | null, place: number, say: Say): string {
  const ladder = ladderOf(say.document.program, queue);
  const kind = rungKind(ladder[place]);
  const number = ladder.slice(0, place).filter((step) => rungKind(step) === kind).length + 1;
  const name = queue === null ? say.t('rulesPage.allQueues') : queueName(queue, say);
  const ordinal = `rulesPage.rungs.${kind}.${number}`;
  return say.isText(ordinal)
    ? say.t(ordinal, { queue: name })
    : say.t(`rulesPage.rungs.${kind}.more`, { number, queue: name });
}

export const rungKind = (step: LadderStep | undefined) => step?.kind ?? 'escalate';

/** A queue is named after its first role, as everywhere in the console. */
export function queueName(queue: string, { document, language }: Pick<Say, 'document' | 'language'>): string {
  const role = queuesIn(document.program)?.queues[queue]?.role;
  return role === undefined ? queue : labelIn(document, language, 'roles', role);
}

function joined(steps: readonly string[], say: Say): string {
  return steps.map((step) => stepInWords(step, say)).join(' › ');
}

const LABELS = [
  'roles',
  'categories',
  'dispositions',
  'ticketTypes',
  'ticketResults',
  'ticketFields',
  'ticketChoices',
  'tasks',
  'packages',
  'methods',
  'questions',
] as const;

function stepInWords(step: string, say: Say): string {
  if (/^\d+$/.test(step)) return `${Number(step) + 1}`;
  const word = `rulesPage.words.${step}`;
  if (say.isText(word)) return say.t(word);
  return LABELS.map((kind) => labelIn(say.document, say.language, kind, step)).find((label) => label !== step) ?? step;
}

/** An id, a time, a code. */
const PLAIN = /^[\w.:+/-]+$/;

const DURATION = /^P(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?|(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?)$/;

function valueInWords(value: unknown, field: string, say: Say): string {
  if (value === null) return say.t('rulesPage.none');
  if (typeof value === 'boolean') return say.t(value ? 'rulesPage.yes' : 'rulesPage.no');
  if (typeof value === 'string') return wordOf(value, say);
  if (Array.isArray(value)) return listInWords(value, field, say);
  if (typeof value !== 'object') return String(value);
  if (field === 'check') return checkInWords(value, say);
  if ('id' in value && 'kind' in value) return fieldInWords(value, say);
  const parts = Object.entries(value).filter(([key]) => key !== 'rule');
  return parts.map(([key, one]) => `${stepInWords(key, say)}: ${valueInWords(one, key, say)}`).join('; ');
}

/** “fits a pattern: “A-…””, “INN”. */
function checkInWords(check: object, say: Say): string {
  const { kind = '', pattern } = check as { kind?: string; pattern?: string };
  return pattern === undefined ? wordOf(kind, say) : `${wordOf(kind, say)}: ${wordOf(pattern, say)}`;
}

/** “Damage: text, required”. */
function fieldInWords(value: object, say: Say): string {
  const { id, kind, required, choices = [] } = value as Partial<TicketField>;
  const facts = [kind ?? '', ...(required === true ? ['required'] : [])].map((one) => wordOf(one, say));
  const names = choices.map((one) => labelIn(say.document, say.language, 'ticketChoices', one));
  const name = labelIn(say.document, say.language, 'ticketFields', id ?? '');
  return `${name}: ${say.listed([...facts, ...names])}`;
}

function wordOf(value: string, say: Say): string {
  if (DURATION.test(value)) return say.duration(value);
  const isRole = say.document.program?.roles?.includes(value) ?? false;
  if (isRole) return labelIn(say.document, say.language, 'roles', value);
  if (say.isText(`rulesPage.words.${value}`)) return say.t(`rulesPage.words.${value}`);
  return PLAIN.test(value) ? value : say.t('rulesPage.quoted', { value });
}

function listInWords(values: readonly unknown[], field: string, say: Say): string {
  if (values.length === 0) return say.t(isDay(field) ? 'rulesPage.closed' : 'rulesPage.none');
  const isHours = values.every((one) => typeof one === 'object' && one !== null && 'opens' in one);
  if (isHours) return values.map((one) => openingInWords(one as Opening)).join(', ');
  return say.listed(values.map((one) => valueInWords(one, field, say)));
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const isDay = (field: string) => /^\d{4}-\d{2}-\d{2}$/.test(field) || (weekdays as readonly string[]).includes(field);

export const openingInWords = ({ opens, closes }: Opening) => `${opens ?? ''}–${closes ?? ''}`;
