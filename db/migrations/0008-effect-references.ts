import { Migration } from '@mikro-orm/migrations';

export class EffectReferences0008 extends Migration {
  override up(): void {
    this.addSql(
      'create index outbound_effects_by_reference on outbound_effects (provider_ref) where provider_ref is not null;',
    );
    this.addSql(questions);
  }
}

const questions = `
create table effect_questions (
  id bigint generated always as identity primary key, effect_id uuid not null references outbound_effects, by jsonb not null,
  asked_at timestamptz not null, answered_at timestamptz, answer text, check ((answered_at is null) = (answer is null))
);
create index effect_questions_open on effect_questions (id) where answered_at is null;`;
