// Owns the column in which a conversation's whole state stands as its latest move left it, so that a running case that
// has forgotten a move can go on from the record. Empty where no move was written since.
import { Migration } from '@mikro-orm/migrations';

export class ConversationState0007 extends Migration {
  override up(): void {
    this.addSql('alter table conversations add column state jsonb;');
  }
}
