// Every text exists in the language of customers, can be formatted, and uses only values that its process fills in.
import { IntlMessageFormat } from 'intl-messageformat';
import type { ProgramDocument, RulesDocument, TextsDocument } from '../../domain/document/program.ts';
import { paymentWays } from '../../domain/service-package/methods.ts';
import { laddersIn } from './ladders.ts';
import { checkPage } from './page.ts';
import { expectKnown, type Report } from './report.ts';

// The task of a ticket type that names none.
const USUAL_TASK = 'call-customer';

type Path = readonly (string | number)[];

/** A place where a text is named, and the values that are filled in there. */
type Use = { path: Path; text: string; values: readonly string[] };

export function checkTexts(report: Report, { program, texts }: ProgramDocument): void {
  const own = texts[program.locale];
  if (own === undefined) {
    report.error(['texts'], 'no-texts', `there is no texts.${program.locale}.yaml, the language of customers`);
    return;
  }
  checkSentTexts(report, program);
  for (const [path, locale] of localesOf(program)) checkLanguage(report, path, locale);
  const uses = usesOf(program);
  const known = Object.keys(own.texts ?? {});
  for (const { path, text } of uses)
    expectKnown(report, path, { name: text, known, what: 'text', code: 'unknown-text' });
  for (const [locale, document] of Object.entries(texts)) checkMessages(report, locale, document, uses);
  for (const locale of program.staffLocales ?? []) {
    if (texts[locale] === undefined)
      report.error(
        ['program', 'staffLocales'],
        'no-texts',
        `there is no texts.${locale}.yaml for the people who read ${locale}`,
      );
  }
  for (const [locale, { labels, page, product }] of Object.entries(texts)) {
    checkPage(report, { locale, page, isShown: locale === program.locale && program.conversation !== undefined });
    checkLabels(report, locale, labels, program);
    if (product === undefined && Object.values(texts).some((one) => one.product !== undefined))
      report.error(['texts', locale], 'no-label', `what is sold has no name in ${locale}: add \`product\``);
  }
  const named = new Set(uses.map(({ text }) => text));
  for (const text of known.filter((id) => !named.has(id)))
    report.warning(['texts', program.locale, 'texts', text], 'unused-text', `no rule names the text \`${text}\``);
}

// A text may be left out, but not where it is always sent.
function checkSentTexts(report: Report, { servicePackage }: RulesDocument): void {
  if (servicePackage === undefined || servicePackage.sms.sameDay !== undefined) return;
  if (servicePackage.visits.sameDay.alwaysSend)
    report.error(
      ['program', 'servicePackage', 'visits', 'sameDay', 'alwaysSend'],
      'nothing-to-send',
      'it is always sent, but there is no text: name it as `sms.sameDay`, or do not send it',
    );
}

function localesOf({ locale, staffLocales = [] }: RulesDocument): [Path, string][] {
  const others = staffLocales.map((one, place): [Path, string] => [['program', 'staffLocales', place], one]);
  return [[['program', 'locale'], locale], ...others];
}

const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

function checkLanguage(report: Report, path: Path, locale: string): void {
  const [canonical = locale] = Intl.getCanonicalLocales(locale);
  if (canonical !== locale) report.error(path, 'unknown-language', `write \`${canonical}\``);
  else if (english.of(new Intl.Locale(locale).language) === undefined)
    report.error(path, 'unknown-language', `there is no language \`${locale}\`: BCP 47 has \`pt-BR\`, \`uz-Latn\``);
}

function checkMessages(report: Report, locale: string, { texts = {} }: TextsDocument, uses: readonly Use[]): void {
  for (const [id, text] of Object.entries(texts)) {
    const path = ['texts', locale, 'texts', id];
    const needed = valuesOf(typeof text === 'string' ? text : text.text, locale);
    if (needed === null) {
      report.error(path, 'malformed-text', 'it is no ICU message: look for a single brace or apostrophe');
      continue;
    }
    const uses_ = uses.filter((use) => use.text === id);
    for (const value of needed.filter((name) => uses_.some(({ values }) => !values.includes(name)))) {
      const filled = [...new Set(uses_.flatMap(({ values }) => values))];
      const fits = filled.length === 0 ? 'none is' : `filled in are ${filled.map((name) => `{${name}}`).join(', ')}`;
      report.error(path, 'unknown-value', `nothing fills in {${value}} here; ${fits}`);
    }
  }
}

/** The names of a message's values; `null` for a message that cannot be read. */
function valuesOf(message: string, locale: string): string[] | null {
  try {
    return namesIn(
      new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst() as readonly Element[],
    );
  } catch {
    return null;
  }
}

type Element = { type: number; value?: unknown; options?: Record<string, { value: readonly Element[] }> };
// Types of @formatjs/icu-messageformat-parser: 0 is literal text, 7 the number sign of a plural.
const WITHOUT_VALUE = new Set([0, 7]);

function namesIn(elements: readonly Element[]): string[] {
  return elements.flatMap(({ type, value, options = {} }) => [
    ...(WITHOUT_VALUE.has(type) ? [] : [String(value)]),
    ...Object.values(options).flatMap((option) => namesIn(option.value)),
  ]);
}

function checkLabels(report: Report, locale: string, labels: TextsDocument['labels'], program: RulesDocument): void {
  const ids: Partial<Record<keyof TextsDocument['labels'], readonly string[]>> = {
    roles: program.roles,
    categories: program.conversation?.categories.map(({ category }) => category) ?? [],
    dispositions: program.conversation?.dispositions.map(({ disposition }) => disposition) ?? [],
    questions: program.conversation?.questions?.map(({ id }) => id) ?? [],
    ticketTypes: Object.keys(program.tickets?.types ?? {}),
    ...ofFields(program),
    packages: program.servicePackage?.catalogue?.map((item) => item.id) ?? [],
    ticketResults: [...new Set(Object.values(program.tickets?.types ?? {}).flatMap(({ results }) => results))],
    ...(isByKind(program) && { methods: methodsOf(program) }),
  };
  for (const [kind, words] of Object.entries(wordsNamedIn(program))) {
    const given = labels[kind as keyof typeof labels] ?? {};
    for (const id of [...new Set(words)].filter((one) => given[one] === undefined))
      report.warning(['texts', locale, 'labels', kind], 'no-label', `\`${id}\` has no words in ${locale}`);
  }
  for (const [kind, named] of Object.entries(ids)) {
    const given = labels[kind as keyof typeof labels] ?? {};
    const path = ['texts', locale, 'labels', kind];
    for (const id of named.filter((one) => given[one] === undefined))
      report.error(path, 'no-label', `\`${id}\` has no name in ${locale}`);
    const twice = Object.entries(given).filter(([id, label]) =>
      Object.entries(given).some(([other, same]) => other < id && same.trim() === label.trim()),
    );
    for (const [id, label] of twice)
      report.error([...path, id], 'same-label', `“${label}” is also the name of another one`);
  }
}

function ofFields({ tickets }: RulesDocument): Partial<Record<keyof TextsDocument['labels'], readonly string[]>> {
  const fields = Object.values(tickets?.types ?? {}).flatMap((type) => type.fields ?? []);
  return {
    ticketFields: [...new Set(fields.map((field) => field.id))],
    ticketChoices: [...new Set(fields.flatMap(({ choices = [] }) => choices))],
  };
}

/** Words without which people read an id, or less than the program could say. */
function wordsNamedIn(program: RulesDocument): Partial<Record<keyof TextsDocument['labels'], readonly string[]>> {
  const { tickets, servicePackage } = program;
  return {
    tasks: Object.values(tickets?.types ?? {}).map(({ task }) => task ?? USUAL_TASK),
    rules: rulesNamedIn(program),
    ...(servicePackage && {
      ...(!isByKind(program) && { methods: methodsOf(program) }),
      notices: paymentWays(servicePackage).flatMap(({ notice }) => notice ?? []),
      offers: servicePackage.booking.offers,
      sms: [...Object.values(servicePackage.sms), ...servicePackage.validity.calls].flatMap(({ text }) => text ?? []),
    }),
  };
}

function methodsOf({ servicePackage }: RulesDocument): string[] {
  return servicePackage === undefined ? [] : paymentWays(servicePackage).map(({ method }) => method);
}

function isByKind({ servicePackage }: RulesDocument): boolean {
  return servicePackage !== undefined && !Array.isArray(servicePackage.methods);
}

/** Every rule that a part names: as its `rule`, or in a list of `rules` by happening. */
function rulesNamedIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => {
    if (name === 'rule') return typeof value === 'string' ? [value] : [];
    if (name === 'rules') return Object.values(value as object).filter((one) => typeof one === 'string');
    return rulesNamedIn(value);
  });
}

function usesOf({ conversation, servicePackage }: RulesDocument): Use[] {
  return [
    ...(conversation === undefined ? [] : usesInChats(conversation)),
    ...(servicePackage === undefined ? [] : usesInPackages(servicePackage)),
  ];
}

function usesInChats(policy: NonNullable<RulesDocument['conversation']>): Use[] {
  const at = (...steps: Path) => ['program', 'conversation', ...steps];
  const plain = (path: Path, text: string): Use => ({ path, text, values: [] });
  const ofLadders = laddersIn(policy).flatMap(({ path, ladder }) =>
    ladder.flatMap((step, index) =>
      step.kind === 'say'
        ? (['inHours', 'outOfHours'] as const).map((when) => plain([...path, index, when, 'text'], step[when].text))
        : [],
    ),
  );
  const values = ['from', 'until', 'substituteName', 'substitutePhone'];
  const ofQueues = Object.entries(policy.queues).flatMap(([queue, { absenceReply }]) =>
    absenceReply === undefined
      ? []
      : [{ path: at('queues', queue, 'absenceReply', 'text'), text: absenceReply.text, values }],
  );
  return [
    ...policy.greeting.map((text, index) => plain(at('greeting', index), text)),
    ...(policy.questions ?? []).flatMap(({ prompt }, index) =>
      prompt === undefined ? [] : [plain(at('questions', index, 'prompt'), prompt)],
    ),
    plain(at('categoryPrompt'), policy.categoryPrompt),
    plain(at('acknowledgement'), policy.acknowledgement),
    plain(at('rating', 'text'), policy.rating.text),
    ...ofLadders,
    ...ofQueues,
  ];
}

const valuesOfSms = {
  paymentLink: ['url'],
  paymentCode: ['code'],
  firstNoAnswer: [],
  unpaidCancelled: [],
  sameDay: [],
};

function usesInPackages({ sms, validity, salesCopy = [] }: NonNullable<RulesDocument['servicePackage']>): Use[] {
  const at = (...steps: Path) => ['program', 'servicePackage', ...steps];
  return [
    ...Object.entries(valuesOfSms).flatMap(([name, values]) => {
      const { text } = sms[name as keyof typeof sms] ?? {};
      return text === undefined ? [] : [{ path: at('sms', name, 'text'), text, values }];
    }),
    ...validity.calls.flatMap(({ text }, index) =>
      text === undefined ? [] : [{ path: at('validity', 'calls', index, 'text'), text, values: ['visitsLeft'] }],
    ),
    ...salesCopy.map((text, index) => ({ path: at('salesCopy', index), text, values: [] })),
  ];
}
