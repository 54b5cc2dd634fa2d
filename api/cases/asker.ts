import type { Em } from '../../db/orm.ts';
import { type Actor, type StaffActor, staffIn } from '../../domain/access/actor.ts';
import type { Staff } from '../../domain/access/conversation-access.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import type { Kinds, Process } from '../../domain/process.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { type AskedCommand, type CaseId, contractOf } from '../../workflows/contract.ts';
import { type Asking, askWithNote, type Question } from './ask.ts';

/** A process's cases, as far as asking them goes. */
export type AskedCases<K extends Kinds, Case> = {
  named(one: Case): CaseId;
  /** The same case as its record is now. */
  again(em: Em, one: Case, reader: Actor): Promise<Case>;
  /** What the record says of a command before the case is asked. */
  refusal(one: Case, command: K['command'], now: Instant): Refusal | null;
  /** The question to the case that owns this one; `null` if none does. */
  ofOwner?(em: Em, one: Case, asked: AskedCommand<K>): Promise<Question | null>;
  /** True where the workflow of an ended case does not begin again: its record says why it can no longer move. */
  endsForGood?: boolean;
};

/** What a person wants of a case, and the person's own words beside it. */
export type CommandRequest<K extends Kinds> = {
  words?: string | null | undefined;
  command(by: Staff, noteId: string | null): K['command'] | Promise<K['command']>;
};

/** How the cases of a process are asked for a move. */
export function askerOf<K extends Kinds, Case>(process: Process<K>, cases: AskedCases<K, Case>) {
  const contract = contractOf(process);

  function questionTo(one: Case, asked: AskedCommand<K>): Question {
    const { command, askedAt } = asked;
    const which = cases.named(one);
    const early = cases.refusal(one, command, askedAt);
    const update = contract.update(command.kind);
    return { caseId: which.caseId, workflow: contract.workflow(which), update, input: asked, early };
  }

  /** A closed case's workflow has ended, so its record says why it can no longer move. */
  function lastWord(em: Em, one: Case, { command, askedAt }: AskedCommand<K>, reader: Actor) {
    const { caseId, program } = cases.named(one);
    const late = async () => cases.refusal(await cases.again(em, one, reader), command, askedAt);
    return { workflow: { workflowId: contract.workflowId(program, caseId) }, late };
  }

  /** Returns the command. @throws RefusedError, OutcomeUnknownError */
  async function ask(asking: Asking, one: Case, reader: StaffActor, wanted: CommandRequest<K>): Promise<K['command']> {
    const { em, server } = asking;
    const askedAt = toInstant(server.clock.now());
    const by = staffIn(reader, cases.named(one).program);
    const text = wanted.words ?? undefined;
    let command: K['command'] | undefined;
    await askWithNote(asking, { by: by.login, text }, async (noteId) => {
      command = await wanted.command(by, noteId);
      const asked = { command, askedAt };
      const question = (await cases.ofOwner?.(em, one, asked)) ?? questionTo(one, asked);
      return cases.endsForGood === true ? { ...question, ...lastWord(em, one, asked, reader) } : question;
    });
    if (command === undefined) throw new Error('no command was made');
    return command;
  }

  return { ask, questionTo };
}
