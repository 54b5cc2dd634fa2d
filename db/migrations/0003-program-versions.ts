import { Migration } from '@mikro-orm/migrations';

/** Programs are documents that are published as versions. */
export class ProgramVersions extends Migration {
  override up(): void {
    this.addSql(
      `create table "program_versions" ("id" bigint generated always as identity not null primary key,
        "program" text not null, "version" int not null, "digest" text not null, "source" jsonb not null,
        "valid_from" timestamptz not null, "published_at" timestamptz not null, "published_by" text not null,
        "note" text null)`,
    );
    this.addSql(
      'alter table "program_versions" add constraint "program_versions_program_version_key" unique ("program", "version")',
    );
    this.addSql(
      `create table "program_drafts" ("id" uuid not null, "program" text not null, "name" text not null,
        "base" int not null, "source" jsonb not null, "created_at" timestamptz not null, "created_by" text not null,
        "changed_at" timestamptz not null, "changed_by" text not null, "published_as" int null, primary key ("id"))`,
    );
    this.addSql(
      'create index "program_drafts_open" on "program_drafts" ("program", "changed_at") where published_as is null',
    );
  }
}
