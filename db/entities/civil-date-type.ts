// A civil date stays `YYYY-MM-DD` in the code; it is never an instant.
import { Type } from '@mikro-orm/core';

export class CivilDateType extends Type<string, string> {
  override getColumnType(): string {
    return 'date';
  }

  override convertToJSValue(value: string): string {
    return value;
  }
}
