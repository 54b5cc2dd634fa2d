// Owns what the API itself writes of a conversation: its beginning, the intake, ratings, read marks, attachments.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Identification } from '../../domain/conversation/identification.ts';
import type { IntakeStep } from '../../domain/conversation/intake.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';

export type NewConversation = {
  id: string;
  program: string;
  customerId: string;
  previousId: string | null;
  intakeStep: IntakeStep;
  identification: Identification | null;
};

export async function insertCustomer(
  em: Em,
  customer: { id: string; program: string; tokenHash: string },
  at: Instant,
): Promise<void> {
  await rows(
    em,
    sql`insert into customers (id, program, token_hash, created_at)
      values (${customer.id}::uuid, ${customer.program}, ${customer.tokenHash}, ${at}::timestamptz)`,
  );
}

export async function insertConversation(em: Em, conversation: NewConversation, at: Instant): Promise<void> {
  const { contractNumber, inn } = conversation.identification ?? { contractNumber: null, inn: null };
  await rows(
    em,
    sql`insert into conversations (id, program, customer_id, previous_id, stage, intake_step, contract_number, inn, opened_at)
      values (${conversation.id}::uuid, ${conversation.program}, ${conversation.customerId}::uuid,
        ${conversation.previousId}::uuid, 'intake', ${conversation.intakeStep}, ${contractNumber}, ${inn}, ${at}::timestamptz)`,
  );
}

export async function updateIntake(
  em: Em,
  id: string,
  step: IntakeStep,
  identification: Identification | undefined,
): Promise<void> {
  const { contractNumber = null, inn = null } = identification ?? {};
  await rows(
    em,
    sql`update conversations set intake_step = ${step}, contract_number = coalesce(${contractNumber}, contract_number),
      inn = coalesce(${inn}, inn) where id = ${id}::uuid`,
  );
}

/** CDEK-17: the first score stays. Returns whether this was it. */
export async function writeRating(em: Em, id: string, score: number, at: Instant): Promise<boolean> {
  const written = await row(
    em,
    sql`update conversations set rating = ${score}, rated_at = ${at}::timestamptz
      where id = ${id}::uuid and stage = 'closed' and rating is null returning 1`,
  );
  return written !== null;
}

/** Remembers how far somebody has read; never moves back. */
export async function writeReadMark(em: Em, login: string, id: string, seq: number): Promise<void> {
  await rows(
    em,
    sql`insert into read_marks (login, conversation_id, seq)
      select ${login}, id, least(${seq}::int, last_seq) from conversations where id = ${id}::uuid
      on conflict (login, conversation_id) do update set seq = greatest(read_marks.seq, excluded.seq)`,
  );
}
