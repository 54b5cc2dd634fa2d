import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Migration } from '@mikro-orm/migrations';

/** The schema as it is first installed (decision 0023). */
export class Foundation extends Migration {
  override up(): void {
    for (const part of ['functions', 'tables'])
      this.addSql(readFileSync(join(import.meta.dirname, `0001-foundation-${part}.sql`), 'utf8'));
  }
}
