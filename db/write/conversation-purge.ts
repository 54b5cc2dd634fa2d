import { rows, sql } from '../sql.ts';
import type { OwnRows } from './purge.ts';

/** Messages, numbers and marks go with their conversation; its files and a customer without another one go too. */
export const ownRowsOfConversations: OwnRows = {
  table: 'conversations',
  async remove(em, ids) {
    const these = sql`any(${ids}::uuid[])`;
    // A conversation that continued one of them stays, and begins with itself.
    await rows(em, sql`update conversations set previous_id = null where previous_id = ${these}`);
    const files = await rows<{ id: string }>(
      em,
      sql`delete from attachments where conversation_id = ${these} returning id`,
    );
    await rows(em, sql`delete from stored_files where id = any(${files.map(({ id }) => id)}::uuid[])`);
    const gone = await rows<{ customerId: string }>(
      em,
      sql`delete from conversations where id = ${these} returning customer_id as "customerId"`,
    );
    await rows(
      em,
      sql`delete from customers where id = any(${gone.map(({ customerId }) => customerId)}::uuid[])
        and not exists (select 1 from conversations where conversations.customer_id = customers.id)`,
    );
  },
};
