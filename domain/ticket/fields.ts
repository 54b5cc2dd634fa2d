// The program's own fields of a ticket. Their values are in the record alone: a case's history has no personal wording.
import { isDate } from '../calendar/days.ts';
import { maskCardNumbers } from '../card-number.ts';
import { isBlank } from '../conversation/disposition.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { TicketType } from './policy.ts';

type Fields = Pick<TicketType, 'fields'>;
type Field = NonNullable<TicketType['fields']>[number];

/** A text, a date as `YYYY-MM-DD`, the id of a choice, or a number. */
export type FieldValue = string | number;

/** Values by the id of their field. A field without a value is not there. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** Values to set; `null` empties a field. The others stay. */
export type GivenFields = Readonly<Record<string, FieldValue | null>>;

// As long as a note.
export const LONGEST_FIELD = 2_000;
// Beyond it a number would not be kept digit by digit.
const LARGEST_NUMBER = Number.MAX_SAFE_INTEGER;

/**
 * Why values cannot be set on tickets of a type, or `null`. A required field that has a value cannot be emptied, so a
 * ticket that may be closed by its fields stays so.
 */
export function refusalOfFields(type: Fields, kept: FieldValues, given: GivenFields): Refusal | null {
  for (const [id, value] of Object.entries(given)) {
    const field = type.fields?.find((one) => one.id === id);
    if (field === undefined) return refusal('field-unknown', 'this ticket has no such field', { field: id });
    if (value === null) {
      if (field.required === true && Object.hasOwn(kept, id)) return emptied(id);
    } else if (!fits(field, value)) {
      return refusal('field-unfit', `the value is no ${field.kind} of this field`, { field: id, kind: field.kind });
    }
  }
  return null;
}

function emptied(id: string): Refusal {
  return refusal('field-required', 'a required field can be changed, but not emptied', { fields: [id] });
}

function fits({ kind, choices = [] }: Field, value: FieldValue): boolean {
  if (kind === 'number') return typeof value === 'number' && Math.abs(value) <= LARGEST_NUMBER;
  if (typeof value !== 'string') return false;
  if (kind === 'choice') return choices.includes(value);
  return kind === 'date' ? isDate(value) : !isBlank(value) && value.length <= LONGEST_FIELD;
}

/** The values after a change that is not refused, and the fields that it changes. Card numbers are masked. */
export function withFields(kept: FieldValues, given: GivenFields): { values: FieldValues; changed: string[] } {
  const values = new Map(Object.entries(kept));
  const changed: string[] = [];
  for (const [id, value] of Object.entries(given)) {
    const written = typeof value === 'string' ? maskCardNumbers(value) : value;
    if ((values.get(id) ?? null) === written) continue;
    changed.push(id);
    if (written === null) values.delete(id);
    else values.set(id, written);
  }
  return { values: Object.fromEntries(values), changed };
}

/** The required fields of a type without a value. */
export function emptyFields({ fields = [] }: Fields, kept: FieldValues): string[] {
  return fields.filter(({ id, required }) => required === true && !Object.hasOwn(kept, id)).map(({ id }) => id);
}

/** Each field of a type with its value, in order, then values of fields that the type does not have. */
export function fieldSheet({ fields = [] }: Fields, kept: FieldValues): { field: string; value: FieldValue | null }[] {
  const own = fields.map(({ id }) => id);
  const further = Object.keys(kept).filter((id) => !own.includes(id));
  return [...own, ...further].map((field) => ({
    field,
    value: Object.hasOwn(kept, field) ? (kept[field] ?? null) : null,
  }));
}
