import { rows, sql } from '../sql.ts';
import type { OwnRows } from './purge.ts';

export const ownRowsOfTickets: OwnRows = {
  table: 'tickets',
  async remove(em, ids) {
    await rows(em, sql`delete from tickets where id = any(${ids}::uuid[])`);
  },
};
