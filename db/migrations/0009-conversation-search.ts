// A search matches the beginning of a contract number, an INN or an id.
import { Migration } from '@mikro-orm/migrations';

export class ConversationSearch0009 extends Migration {
  override up(): void {
    this.addSql(indexes);
  }
}

// A contract number is customer text of up to 20,000 characters, and an index entry holds far less.
const indexes = `
create index conversations_by_contract on conversations (lower(left(contract_number, 100)) text_pattern_ops) where contract_number is not null;
create index conversations_by_inn on conversations (inn text_pattern_ops) where inn is not null;
create index conversations_by_id_text on conversations ((id::text) text_pattern_ops);`;
