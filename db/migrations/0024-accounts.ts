import { Migration } from '@mikro-orm/migrations';

export class Accounts0024 extends Migration {
  override up(): void {
    this.addSql(`alter table people add column must_change_password boolean not null default false,
      add column demo boolean not null default false;`);
    // Every hash has its own salt, except for the demo people: they are loaded with one hash.
    this.addSql(`update people set demo = true
      where password_hash in (select password_hash from people group by password_hash having count(*) > 1);`);
    this.addSql('alter table sessions add column id uuid not null default gen_random_uuid();');
    this.addSql('create unique index sessions_by_id on sessions (id);');
    this.addSql("create index sessions_by_person on sessions ((data ->> 'personId'));");
    this.addSql(`create table login_tries (
      login_hash text not null, device text not null, tries int not null, tried_at timestamptz not null,
      paused_until timestamptz, primary key (login_hash, device)
    );`);
    this.addSql('create index login_tries_by_age on login_tries (tried_at);');
  }
}
