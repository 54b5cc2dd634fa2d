// Owns how a civil date travels between a column and the code: as `YYYY-MM-DD`, never as an instant.
import { Type } from '@mikro-orm/core';

export class CivilDateType extends Type<string, string> {
  override getColumnType(): string {
    return 'date';
  }

  override convertToJSValue(value: string): string {
    return value;
  }
}
