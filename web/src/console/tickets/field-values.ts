import type { Program, Ticket } from '../../shared/wire.ts';
import { westernDigits } from '../data/spoken-money.ts';

type Field = Program['ticketTypes'][number]['fields'][number];
export type FieldValue = Ticket['fields'][number]['value'];

/** A field of a ticket with its value; `kind` is `null` for a value that the type of the ticket no longer asks for. */
export type FieldOnTicket = { field: string; value: FieldValue; required: boolean } & (
  | { kind: Field['kind']; choices: readonly string[] }
  | { kind: null }
);

export function fieldsOf({ type, fields }: Ticket, { ticketTypes }: Program): FieldOnTicket[] {
  const known = ticketTypes.find((one) => one.type === type)?.fields ?? [];
  return fields.map(({ field, value }) => ({
    ...(known.find((one) => one.field === field) ?? { field, kind: null, required: false }),
    value,
  }));
}

export function emptyRequired(fields: readonly FieldOnTicket[]): string[] {
  return fields.filter(({ required, value }) => required && value === null).map(({ field }) => field);
}

/** What a person has typed, as a text. */
export type Typed = Readonly<Record<string, string>>;

export function typedFrom(fields: readonly FieldOnTicket[]): Typed {
  return Object.fromEntries(fields.map(({ field, value }) => [field, `${value ?? ''}`]));
}

/** A typed text as the value of its field: `null` when it is empty, `undefined` when it is none. */
export function valueOf({ kind }: Pick<FieldOnTicket, 'kind'>, typed: string): FieldValue | undefined {
  const text = typed.trim();
  if (text === '') return null;
  return kind === 'number' ? numberFrom(text) : text;
}

// A comma before three digits may be a decimal comma or separate thousands, so it is not guessed at.
const NUMBER = /^-?\d+(?:\.\d+|,(?:\d{1,2}|\d{4,}))?$/;

function numberFrom(text: string): number | undefined {
  const plain = westernDigits(text)
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .replace('\u2212', '-');
  const number = NUMBER.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN;
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

/** The values that a person has changed; the others are left as they are, so that two people can change different ones. */
export function changedValues(fields: readonly FieldOnTicket[], typed: Typed): Record<string, FieldValue> {
  return Object.fromEntries(
    fields.flatMap((one) => {
      const value = valueOf(one, typed[one.field] ?? '');
      const isSame = value === undefined || value === one.value || one.kind === null;
      return isSame ? [] : [[one.field, value] as const];
    }),
  );
}
