// The part of ICU messages that the customer page needs: `{name}` and `{count, plural, one {…} other {# …}}`.

type Values = Readonly<Record<string, string | number>>;
type Reading = { text: string; at: number; locale: string; values: Values };

/** The message with its values. A value that is missing leaves its place empty. */
export function formatted(message: string, locale: string, values: Values = {}): string {
  return sentence({ text: message, at: 0, locale, values }, null);
}

/** Reads up to the end, or in a form of a plural to its closing brace. `count` is written for `#` there. */
function sentence(reading: Reading, count: string | null): string {
  let said = '';
  while (reading.at < reading.text.length) {
    const sign = reading.text[reading.at] ?? '';
    if (sign === '}' && count !== null) return said;
    reading.at += 1;
    if (sign === '{') said += placeholder(reading);
    else if (sign === "'") said += quoted(reading, count !== null);
    else said += sign === '#' && count !== null ? count : sign;
  }
  return said;
}

/** After an apostrophe: two are one, and one before a brace quotes up to the next. */
function quoted(reading: Reading, isInPlural: boolean): string {
  const { text, at } = reading;
  const next = text[at] ?? '';
  if (next === "'") {
    reading.at += 1;
    return "'";
  }
  if (!(next === '{' || next === '}' || (next === '#' && isInPlural))) return "'";
  const [whole = '', inside = ''] = /^((?:[^']|'')*)'?/.exec(text.slice(at)) ?? [];
  reading.at += whole.length;
  return inside.replaceAll("''", "'");
}

const PLACEHOLDER = /^\s*(\w+)\s*(?:,\s*plural\s*,)?/;

/** After an opening brace. */
function placeholder(reading: Reading): string {
  const [whole = '', name = ''] = PLACEHOLDER.exec(reading.text.slice(reading.at)) ?? [];
  reading.at += whole.length;
  const value = reading.values[name] ?? '';
  const isPlural = whole.endsWith(',');
  const said = isPlural ? plural(reading, Number(value)) : `${value}`;
  reading.at += 1;
  return said;
}

const FORM = /^\s*(=\d+|\w+)\s*\{/;

function plural(reading: Reading, count: number): string {
  const written = new Intl.NumberFormat(reading.locale).format(count);
  const forms = new Map<string, string>();
  for (let found = form(reading); found !== undefined; found = form(reading)) {
    forms.set(found, sentence(reading, written));
    reading.at += 1;
  }
  reading.at += /^\s*/.exec(reading.text.slice(reading.at))?.[0].length ?? 0;
  const chosen = new Intl.PluralRules(reading.locale).select(count);
  return forms.get(`=${count}`) ?? forms.get(chosen) ?? forms.get('other') ?? '';
}

function form(reading: Reading): string | undefined {
  const [whole = '', name] = FORM.exec(reading.text.slice(reading.at)) ?? [];
  reading.at += whole.length;
  return name;
}
