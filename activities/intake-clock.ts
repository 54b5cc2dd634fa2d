import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Em, Orm } from '../db/orm.ts';
import { readAbsence } from '../db/read/absences.ts';
import { type NextIntake, nextIntakes, readTimedIntake } from '../db/read/intakes.ts';
import { lockCase } from '../db/write/case-lock.ts';
import { writeConversationMove } from '../db/write/conversation-moves.ts';
import { forgetIntakeTimes, writeAbandonment } from '../db/write/conversations.ts';
import type { OutboxEntry } from '../db/write/outbox.ts';
import { type Instant, toInstant } from '../domain/calendar/instant.ts';
import { queueThatMayReply, replyOnEntering } from '../domain/conversation/absence.ts';
import { takeIntakeStep } from '../domain/conversation/intake-clock.ts';
import { type CasePolicy, casePolicy } from '../domain/conversation/policy.ts';
import type { Move } from '../domain/conversation/state.ts';
import { notificationsOfMove } from '../domain/conversation/notifications.ts';
import type { Program } from '../domain/program.ts';
import type { Clock } from '../platform/clock.ts';
import { programNamed } from '../programs/index.ts';
import { spokenBy } from '../programs/spoken.ts';
import { type ConversationKinds, recordedMove } from '../domain/conversation/process.ts';
import { ABANDONED } from '../domain/conversation/scopes.ts';
import type { CaseId, LoadedCase } from '../workflows/contract.ts';

export type IntakeClockParts = {
  orm: Orm;
  clock: Clock;
  logger: Pick<Logger, 'error'>;
  /** The outbox entry that starts a request's workflow. */
  startOf(which: CaseId, begin: LoadedCase<ConversationKinds>, how: { handOver: boolean }): OutboxEntry;
};

// After an outage there may be many; each has its own transaction.
const BATCH = 50;

/** Takes all due steps of intakes. `nextAt` is the next look; `null` where no intake waits for time. */
export async function lookAtIntakes(parts: IntakeClockParts): Promise<{ taken: number; nextAt: Instant | null }> {
  const { orm, clock } = parts;
  const now = toInstant(clock.now());
  let taken = 0;
  // More due intakes may follow a batch in which none could be taken.
  for (let last: NextIntake | null = null; ;) {
    const found: NextIntake[] = await nextIntakes(orm.em.fork(), BATCH, last);
    for (const { id, dueAt } of found) {
      if (dueAt > now) return { taken, nextAt: dueAt };
      if (await take(parts, id)) taken += 1;
    }
    if (found.length < BATCH) return { taken, nextAt: null };
    if (taken > 0) return { taken, nextAt: now };
    last = found.at(-1) ?? null;
  }
}

/** An intake that fails does not delay the others. */
async function take({ orm, clock, logger, startOf }: IntakeClockParts, id: string): Promise<boolean> {
  try {
    return await orm.em.fork().transactional(async (em) => {
      // The customer's choice and another worker's look may come at the same time: the second finds no intake.
      await lockCase(em, id);
      return takeDue(em, id, { startOf, now: toInstant(clock.now()) });
    });
  } catch (error) {
    logger.error(
      { err: error, conversationId: id },
      'an intake that is due could not be moved; the next look tries again',
    );
    return false;
  }
}

type Taking = Pick<IntakeClockParts, 'startOf'> & { now: Instant };

async function takeDue(em: Em, id: string, { startOf, now }: Taking): Promise<boolean> {
  const intake = await readTimedIntake(em, id);
  if (intake === null || intake.dueAt > now) return false;
  // Read once: a version published meanwhile begins with the next case.
  const program = programNamed(intake.program);
  const { conversation: policy } = program;
  const outcome = policy === undefined ? null : takeIntakeStep(policy, intake, now);
  if (policy === undefined || outcome === null) await forgetIntakeTimes(em, id);
  else if (outcome.kind === 'abandoned') await writeAbandonment(em, id, { entry: outcome.entry, listed: [ABANDONED] });
  else {
    const { move } = outcome;
    const which = { caseId: id, program: program.name };
    const begin = { policy: casePolicy(policy), state: move.state };
    await writeBeginning(em, { caseId: id, program }, move, {
      policy: begin.policy,
      outboxEntry: startOf(which, begin, { handOver: true }),
    });
  }
  return true;
}

async function writeBeginning(
  em: Em,
  { caseId, program }: { caseId: string; program: Program },
  move: Move,
  { policy, outboxEntry }: { policy: CasePolicy; outboxEntry: OutboxEntry },
): Promise<void> {
  const absence = await readAbsence(em, program.name, queueThatMayReply(policy, move));
  const spoken = spokenBy(program, move, replyOnEntering(policy, move, absence));
  const messages = spoken.messages.map((message) => ({ id: randomUUID(), ...message }));
  const entries = [...move.entries, ...spoken.entries];
  const beside = { messages, outboxEntry, policy, told: notificationsOfMove(move) };
  await writeConversationMove(em, caseId, recordedMove({ ...move, entries }), beside);
}
