import { UnderscoreNamingStrategy } from '@mikro-orm/core';

const ENDINGS: Record<string, string> = { primary: 'pkey', unique: 'key', foreign: 'fkey' };

/** Names keys and foreign keys as PostgreSQL does. */
export class ConstraintNames extends UnderscoreNamingStrategy {
  override indexName(...[table, columns, type]: Parameters<UnderscoreNamingStrategy['indexName']>): string {
    return [table, ...(type === 'primary' ? [] : columns), ENDINGS[type] ?? type].join('_');
  }
}
