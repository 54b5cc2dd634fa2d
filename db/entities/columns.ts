import { p, Type } from '@mikro-orm/core';

// Entities hold an instant as RFC 3339 text in UTC with milliseconds, as `instantOf` gives it.
class InstantType extends Type<string, string> {
  override getColumnType(): string {
    return 'timestamptz';
  }

  override convertToJSValue(value: string): string {
    return new Date(value).toISOString();
  }
}

// A civil date stays `YYYY-MM-DD` in the code; it is never an instant.
class CivilDateType extends Type<string, string> {
  override getColumnType(): string {
    return 'date';
  }
}

export const instant = () => p.type(InstantType);

export const civilDate = () => p.type(CivilDateType);

/** A key that the database counts. */
export const identity = () => p.bigint('number').autoincrement().columnType('bigint').generated('identity').primary();
