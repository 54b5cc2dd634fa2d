import { p, Type } from '@mikro-orm/core';

// An instant is text in RFC 3339 on both sides, as everywhere else in the code.
class InstantType extends Type<string, string> {
  override getColumnType(): string {
    return 'timestamptz';
  }

  override convertToJSValue(value: string): string {
    return new Date(value).toISOString();
  }
}

// A civil date is `YYYY-MM-DD`, never an instant.
class CivilDateType extends Type<string, string> {
  override getColumnType(): string {
    return 'date';
  }
}

export const instant = () => p.type(InstantType);

export const civilDate = () => p.type(CivilDateType);

/** A key that the database counts. */
export const identity = () => p.bigint('number').autoincrement().columnType('bigint').generated('identity').primary();
