// Owns the writing of what workflows decide into our own database. Refuses to decide.
import { randomUUID } from 'node:crypto';
import type { Em, Orm } from '../db/orm.ts';
import { readAbsence } from '../db/read/absences.ts';
import { rememberUpdate } from '../db/write/carried-out-updates.ts';
import { writeConversationMove } from '../db/write/conversation-moves.ts';
import { replyOnEntering } from '../domain/conversation/absence.ts';
import type { Move } from '../domain/conversation/state.ts';
import type { Program } from '../domain/program.ts';
import type { RuledText } from '../domain/timetable.ts';
import { programNamed } from '../programs/index.ts';
import { spokenBy } from '../programs/spoken.ts';
import type { ConversationActivities } from '../workflows/conversation/contract.ts';

/** The activities that keep the records, bound to a database. */
export function recordActivities(orm: Orm): ConversationActivities {
  return {
    async recordConversationMove({ conversationId, program: name, move, updateId }) {
      const program = programNamed(name);
      await orm.em.fork().transactional(async (em) => {
        const spoken = spokenBy(program, move, await replyTo(em, program, move));
        const messages = spoken.messages.map((message) => ({ id: randomUUID(), ...message }));
        const entries = [...move.entries, ...spoken.entries];
        const wrote = await writeConversationMove(em, conversationId, { ...move, entries }, messages);
        if (wrote && updateId !== null) await rememberUpdate(em, { id: updateId, caseId: conversationId }, move.at);
      });
    },
  };
}

async function replyTo(em: Em, program: Program, move: Move): Promise<RuledText | null> {
  if (program.conversation === undefined || move.entersQueue === undefined) return null;
  return replyOnEntering(program.conversation, move, await readAbsence(em, program.name, move.entersQueue));
}
