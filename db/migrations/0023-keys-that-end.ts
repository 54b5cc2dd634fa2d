import { Migration } from '@mikro-orm/migrations';

export class KeysThatEnd0023 extends Migration {
  override up(): void {
    this.addSql(`alter table api_keys add column scope text not null default 'read-write'
        check (scope in ('read-write', 'read-only')),
      add column expires_at timestamptz check (expires_at > created_at), add column ended_at timestamptz;`);
    this.addSql(`create index api_keys_to_end on api_keys (expires_at)
      where expires_at is not null and ended_at is null and revoked_at is null;`);
    this.addSql('create index api_keys_by_app on api_keys (program, name);');
  }
}
