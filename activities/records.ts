// Owns the writing of what workflows decide into our own database. Refuses to decide.
import { randomUUID } from 'node:crypto';
import type { Orm } from '../db/orm.ts';
import { readAbsence } from '../db/read/absences.ts';
import { writeConversationMove } from '../db/write/conversation-moves.ts';
import type { Move } from '../domain/conversation/state.ts';
import { programNamed } from '../programs/index.ts';
import { spokenBy } from '../programs/spoken.ts';
import type { ConversationActivities } from '../workflows/conversation/contract.ts';

/** The activities that keep the records, bound to a database. */
export function recordActivities(orm: Orm): ConversationActivities {
  return {
    async recordConversationMove({ conversationId, program, move }) {
      await orm.em.fork().transactional(async (em) => {
        const absence = move.entersQueue === undefined ? null : await readAbsence(em, program, move.entersQueue);
        const spoken = spokenBy(programNamed(program), move, absence);
        const messages = spoken.messages.map((message) => ({ id: randomUUID(), ...message }));
        await writeConversationMove(em, conversationId, withEntries(move, spoken.entries), messages);
      });
    },
  };
}

function withEntries(move: Move, entries: Move['entries']): Move {
  return { ...move, entries: [...move.entries, ...entries] };
}
