// The names by which a case is addressed, and what its workflow asks of the record: the same for every process.
import { defineQuery } from '@temporalio/workflow';
import type { Instant } from '../domain/calendar/instant.ts';
import type { Effect } from '../domain/effect.ts';
import type { Kinds, Process } from '../domain/process.ts';
import type { Assignment } from '../domain/ticket/distribution.ts';
import type { NextStep, Todo } from '../domain/timetable.ts';
import type { RecordedOtherwise } from './shared/move-writer.ts';

/** Which case. */
export type CaseId = { caseId: string; program: string };

/** Which case, for whoever knows no process. */
export type CaseOf = CaseId & { process: string };

/** A command and when the person asked, by the API's clock. */
export type AskedCommand<K extends Kinds> = { command: K['command']; askedAt: Instant };

/** What happens next and what people have to do; may be asked by hand from the Temporal UI. */
export type Outlook = { stage: string; nextAction: NextStep | null; next: NextStep[]; todo: Todo[] };

/** The query of every case. It answers with `UNREAD` as the stage until the case is read from its record. */
export const outlookQuery = defineQuery<Outlook>('timetable');
export const UNREAD = 'being-read';

/** A case as its record has it, and what it still owes outside. */
export type LoadedCase<K extends Kinds> = { policy: K['policy']; state: K['state']; owed?: readonly Effect[] };

/** What a case's workflow starts with. `begin` comes from whoever has just written the record, so that it is not read. */
export type CaseInput<K extends Kinds> = CaseId & { begin?: LoadedCase<K> };

/** What the record holds in place of moves, and what that owes. */
export type CaseRecordedOtherwise<K extends Kinds> = RecordedOtherwise<K['state']> & { owed?: readonly Effect[] };

/** Moves to be written together. `updateId` is set when a person asked: a repeated request finds its outcome by it. */
export type MovesRecord<K extends Kinds> = CaseOf & { moves: readonly K['move'][]; updateId: string | null };

/** Activities on our own database; implemented in `activities/cases.ts`. */
export type CaseActivities<K extends Kinds = Kinds> = {
  loadCase(which: CaseOf): Promise<LoadedCase<K>>;
  /** All or none; answers when the record has gone another way. */
  recordMoves(record: MovesRecord<K>): Promise<CaseRecordedOtherwise<K> | undefined>;
  /** To whom tickets that nobody has are given; none for an empty team. */
  chooseAssignees(
    asked: CaseId & { tickets: readonly { key: string; team: string }[]; at: Instant },
  ): Promise<Assignment[]>;
  /** Takes what is due by a watched record. Returns when to look again; `null`: not before it is asked for. */
  lookAtRecord(asked: CaseOf & { at: Instant }): Promise<Instant | null>;
};

/** How a case is addressed: its workflow, its updates and signals, and these as the outbox carries them. */
export function contractOf<K extends Kinds>(process: Process<K>) {
  return { process, ...addressOf(process), ...entriesOf(process) };
}

function addressOf<K extends Kinds>({ name, commands }: Process<K>) {
  /** `<process>/<program>/<case id>`: readable, and free of anything about the customer. */
  const workflowId = (program: string, caseId: string) => `${name}/${program}/${caseId}`;
  return {
    workflowId,
    /** The workflow that a case is; it begins anew from its record at any time. */
    workflow: ({ caseId, program }: CaseId) => ({
      workflowId: workflowId(program, caseId),
      type: name,
      input: { caseId, program } satisfies CaseInput<K>,
    }),
    /** The update of a command. A refused one fails with an ApplicationFailure whose type is the refusal's code. */
    update: (kind: K['command']['kind']): string => commands[kind as K['command']['kind']] ?? unknownCommand(kind),
  };
}

function entriesOf<K extends Kinds>(process: Process<K>) {
  const { workflow, update } = addressOf(process);
  const again = (which: CaseId) => {
    const { workflowId, type: name, input } = workflow(which);
    return { workflowId, start: { name, input } };
  };
  return {
    /** The start of a case, once. Handed over, its state is not read from the record. */
    start(which: CaseId, { policy, state }: LoadedCase<K>, { handOver = false } = {}) {
      const { workflowId, type: name, input: named } = workflow(which);
      const { assignee, ...found } = process.found(policy, state);
      const whose = assignee === undefined ? {} : { assignee: assignee ?? '' };
      const searchAttributes = { program: which.program, kind: name, ...found, ...whose };
      const input: CaseInput<K> = handOver ? { ...named, begin: { policy, state } } : named;
      return {
        ...{ key: `start/${workflowId}`, kind: 'start' as const, workflowId },
        payload: { name, input, searchAttributes },
      };
    },
    /** A command that no request waits for. A case whose workflow has ended begins anew. */
    ask(which: CaseId, asked: AskedCommand<K>, { key, ...id }: { key: string; updateId?: string }) {
      const { workflowId, start } = again(which);
      const payload = { name: update(asked.command.kind), input: asked, start, ...id };
      return { key, kind: 'update' as const, workflowId, payload };
    },
    /** A fact from outside. A case whose workflow has ended begins anew. */
    tell<Fact extends keyof K['facts'] & string>(
      which: CaseId,
      name: Fact,
      input: K['facts'][Fact] & { at: Instant },
      key: string,
    ) {
      const { workflowId, start } = again(which);
      return { key, kind: 'signal' as const, workflowId, payload: { name, input, start } };
    },
  };
}

function unknownCommand(kind: string): never {
  throw new RangeError(`there is no command ${kind}`);
}
