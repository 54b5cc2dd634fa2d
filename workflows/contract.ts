import { defineQuery } from '@temporalio/workflow';
import type { Instant } from '../domain/calendar/instant.ts';
import type { Effect, FailedDelivery } from '../domain/effect.ts';
import type { AnyProcess, Kinds, Process } from '../domain/process.ts';
import type { Assignment, WaitingWork } from '../domain/distribution.ts';
import type { NextStep, Todo } from '../domain/timetable.ts';
import type { RecordedOtherwise } from './shared/move-writer.ts';

export type CaseId = { caseId: string; program: string };

/** A case for code that does not know its process. */
export type CaseOf = CaseId & { process: string };

/** A command, and when the person asked, by the API's clock. */
export type AskedCommand<K extends Kinds> = { command: K['command']; askedAt: Instant };

/** The next steps and people's tasks; the Temporal UI can ask for it by hand. */
export type Outlook = { stage: string; nextAction: NextStep | null; next: NextStep[]; todo: Todo[] };

/** The query of every case. Its stage is `UNREAD` until the case is read from its record. */
export const outlookQuery = defineQuery<Outlook>('timetable');
export const UNREAD = 'being-read';

/** A case from its record, and its pending effects, which stored histories call `owed`. */
export type LoadedCase<K extends Kinds> = { policy: K['policy']; state: K['state']; owed?: readonly Effect[] };

/** The input of a case's workflow. The writer of the record may pass `begin`, so the record need not be read. */
export type CaseInput<K extends Kinds> = CaseId & { begin?: LoadedCase<K> };

/** What the record holds in place of moves, and the pending effects of that. */
export type CaseRecordedOtherwise<K extends Kinds> = RecordedOtherwise<K['state']> & { owed?: readonly Effect[] };

/**
 * Moves to be written together. `updateId` is set for a person's command: a repeated request finds its outcome by it.
 */
export type MovesRecord<K extends Kinds> = CaseOf & {
  moves: readonly K['move'][];
  updateId: string | null;
  /** The version of the rules that the moves were decided by; policies from before programs had versions have none. */
  programVersion?: number;
};

/** The policy of a version, by its digest, and the person who moves a case to it. */
export type FollowedVersion = { digest: string; by: string };

/** Moves a case to a version of its program's rules. */
export const FOLLOW_VERSION = 'followVersion';

/** Activities on our own database; implemented in `activities/cases.ts`. */
export type CaseActivities<K extends Kinds = Kinds> = {
  loadCase(which: CaseOf): Promise<LoadedCase<K>>;
  /** Writes all moves or none; returns the record's state if it has other moves. */
  recordMoves(record: MovesRecord<K>): Promise<CaseRecordedOtherwise<K> | undefined>;
  /** Gives a case the policy of another version. Nothing happens if it has that policy, or has ended. */
  followVersion(asked: CaseOf & FollowedVersion & { at: Instant }): Promise<void>;
  /** Assignees for work that has none; empty where no one may get it. */
  chooseAssignees(asked: CaseOf & { tickets: readonly WaitingWork[]; at: Instant }): Promise<Assignment[]>;
  /** Takes due steps of a watched record. Returns the time of the next look; `null`: only when asked. */
  lookAtRecord(asked: CaseOf & { at: Instant; programVersion?: number }): Promise<Instant | null>;
};

/** The addresses of a case: its workflow, its updates and signals, and their outbox entries. */
export function contractOf<K extends Kinds>(process: Process<K>) {
  return { process, ...addressOf(process), ...entriesOf(process) };
}

function addressOf<K extends Kinds>({ name, commands }: Process<K>) {
  /** `<process>/<program>/<case id>`: readable, and without customer data. */
  const workflowId = (program: string, caseId: string) => `${name}/${program}/${caseId}`;
  return {
    workflowId,
    /** The workflow of a case. It can begin again from its record at any time. */
    workflow: ({ caseId, program }: CaseId) => ({
      workflowId: workflowId(program, caseId),
      type: name,
      input: { caseId, program } satisfies CaseInput<K>,
    }),
    /** The update of a command. A refusal is an ApplicationFailure whose type is the refusal's code. */
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
    /** Starts a case once. With `handOver` its state is passed on instead of being read from the record. */
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
    /** A command without a waiting request. If the workflow has ended, the case begins again. */
    ask(which: CaseId, asked: AskedCommand<K>, { key, ...id }: { key: string; updateId?: string }) {
      const { workflowId, start } = again(which);
      const payload = { name: update(asked.command.kind), input: asked, start, ...id };
      return { key, kind: 'update' as const, workflowId, payload };
    },
    /** Moves a running case to a version of its program's rules; a case that has ended keeps its own. */
    follow({ caseId, program }: CaseId, input: FollowedVersion, key: string) {
      const { workflowId } = workflow({ caseId, program });
      return { key, kind: 'signal' as const, workflowId, payload: { name: FOLLOW_VERSION, input } };
    },
    /** A fact from outside. If the workflow has ended, the case begins again. */
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

type Hearing = Kinds & { facts: { deliveryFailed: FailedDelivery } };

/**
 * The outbox entry by which a case hears that a message of it has not arrived: the signal `deliveryFailed`, once for
 * each reason. `null` for a process without this fact; a person sees it in the list of effects.
 */
export function failureNotice(
  process: AnyProcess,
  which: CaseId,
  { effectId, ...failed }: FailedDelivery & { effectId: string; at: Instant },
) {
  if (!('deliveryFailed' in process.facts)) return null;
  const key = `delivery-failed/${effectId}/${failed.reason}`;
  return contractOf(process as Process<Hearing>).tell(which, 'deliveryFailed', failed, key);
}

function unknownCommand(kind: string): never {
  throw new RangeError(`there is no command ${kind}`);
}
