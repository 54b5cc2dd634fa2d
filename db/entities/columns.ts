import { p, Type } from '@mikro-orm/core';

// Values come from the driver in the form of the code already (`value-parsers.ts`): nothing is converted here.
class InstantType extends Type<string, string> {
  override getColumnType(): string {
    return 'timestamptz';
  }

  // Without this the library makes a `Date` of it.
  override compareAsType(): 'string' {
    return 'string';
  }
}

class CivilDateType extends Type<string, string> {
  override getColumnType(): string {
    return 'date';
  }
}

/** RFC 3339 in UTC with milliseconds. */
export const instant = () => p.type(InstantType);

/** `YYYY-MM-DD`. */
export const civilDate = () => p.type(CivilDateType);

/** A key that the database counts. */
export const identity = () => p.bigint('number').autoincrement().columnType('bigint').generated('identity').primary();
