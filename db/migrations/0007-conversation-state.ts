// A running case that has lost a move continues from this state. It is null until the next move is written.
import { Migration } from '@mikro-orm/migrations';

export class ConversationState0007 extends Migration {
  override up(): void {
    this.addSql('alter table conversations add column state jsonb;');
  }
}
