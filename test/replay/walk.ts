import { randomUUID } from 'node:crypto';
import { type Client, type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { outlookQuery } from '../../workflows/contract.ts';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import type { Orm } from '../../db/orm.ts';
import { say } from '../../api/routes/conversations/message-writing.ts';
import { readConversation } from '../../db/read/conversations.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { writeNote } from '../../db/write/timeline.ts';
import type { Staff } from '../../domain/access/conversation-access.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import type { Command } from '../../domain/conversation/commands.ts';
import { demoPeople } from '../../programs/shipped.ts';
import { deliverStart, type SeededRequest, seedRequest } from '../harness/seeded-request.ts';

/** A server with a worker on a database, in real or in skipped time. */
export type Ground = {
  orm: Orm;
  client: Client;
  taskQueue: string;
  now(): Promise<Instant>;
  /** Does nothing for an instant in the past. */
  advanceTo(instant: Instant): Promise<void>;
  /** Makes the worker's database refuse everything, or serve again. */
  setDatabaseAway(away: boolean): void;
};

export type Branch = {
  name: string;
  category: string;
  /** Moscow time, `HH:MM`, at which the category is chosen. Branches in real time ignore it. */
  startsAt?: string;
  /** The category was chosen this long before the workflow could start. */
  waitedBefore?: string;
  identification?: string;
  walk(walk: Walk): Promise<unknown>;
};

/** The actions of a branch. Each returns when the workflow has done its part. */
export type Walk = {
  request: SeededRequest;
  handle: WorkflowHandle;
  ground: Ground;
  accept(login: string): Promise<void>;
  release(login: string): Promise<void>;
  assign(login: string, to: string): Promise<void>;
  transfer(login: string, category: string, reason?: string): Promise<void>;
  close(login: string, disposition?: string, otherText?: string): Promise<void>;
  /** Gives a command that the rules refuse. @returns the refusal's code */
  refused(command: Command): Promise<string>;
  /** Writes a message, and delivers the signal to the workflow if the message caused one. */
  says(author: 'customer' | 'agent'): Promise<void>;
  /** Lets time pass until this long after the choice of the category. */
  until(sinceChoice: string): Promise<void>;
  /** Lets one morning after another pass until the workflow has begun a new run. */
  untilContinuedAsNew(): Promise<void>;
};

/** Texts of people in recorded cases. No history may contain any of them. */
export const secrets = {
  contract: 'ДОГ-44170-ПЛ',
  inn: '7707083893',
  reason: 'Пётр Вымышленный просит перезвонить на +7 905 123-45-67',
  otherText: 'вернули посылку Анне Придуманной',
};

/** Seeds a branch's conversation, starts its workflow and lets people act on it. */
export async function walk(ground: Ground, branch: Branch): Promise<SeededRequest> {
  const { category, waitedBefore = 'PT0S', identification = secrets.inn } = branch;
  const since = later(await ground.now(), `-${waitedBefore}`);
  const request = await seedRequest(ground.orm, { category, since, identification });
  await deliverStart(ground.orm, ground.client, ground.taskQueue, request);
  const handle = ground.client.workflow.getHandle(request.workflowId);
  // The answer comes after the first workflow task.
  await handle.query(outlookQuery);
  await branch.walk({
    request,
    handle,
    ground,
    ...people(ground, request, handle),
    says: (author) => says(ground, request, author),
    ...passage(ground, request, handle),
  });
  return request;
}

type People = Pick<Walk, 'accept' | 'release' | 'assign' | 'transfer' | 'close' | 'refused'>;

function people(ground: Ground, { id }: SeededRequest, handle: WorkflowHandle): People {
  const ask = async (command: Command) => {
    const asked = { command, askedAt: await ground.now() };
    await handle.executeUpdate(conversationContract.update(command.kind), { args: [asked], updateId: randomUUID() });
  };
  const note = async (by: string, text: string | undefined) => {
    if (text === undefined) return null;
    const written = { id: randomUUID(), caseId: id, by, text };
    await writeNote(ground.orm.em.fork(), written, await ground.now());
    return written.id;
  };
  return {
    accept: (login) => ask({ kind: 'accept', by: staff(login) }),
    release: (login) => ask({ kind: 'release', by: staff(login) }),
    assign: (login, to) => ask({ kind: 'assign', by: staff(login), to }),
    async transfer(login, category, reason) {
      await ask({ kind: 'transfer', by: staff(login), category, noteId: await note(login, reason) });
    },
    async close(login, disposition = 'waybill', otherText) {
      await ask({ kind: 'close', by: staff(login), disposition, noteId: await note(login, otherText) });
    },
    refused: (command) => refusalCodeOf(ask(command)),
  };
}

async function says(ground: Ground, request: SeededRequest, author: 'customer' | 'agent'): Promise<void> {
  const at = await ground.now();
  await ground.orm.em.fork().transactional(async (em) => {
    await lockCase(em, request.id);
    const record = await readConversation(em, request.id, null);
    if (record === null) throw new Error('the request is gone');
    const login = author === 'agent' ? record.assignee : null;
    const message = {
      id: randomUUID(),
      author,
      login,
      text: secrets.reason,
      choices: null,
      textId: null,
      dedupeKey: null,
    };
    await say(em, record, message, at);
  });
  await deliverStart(ground.orm, ground.client, ground.taskQueue, request);
}

function passage(
  ground: Ground,
  { since }: SeededRequest,
  handle: WorkflowHandle,
): Pick<Walk, 'until' | 'untilContinuedAsNew'> {
  const until = async (sinceChoice: string) => {
    await ground.advanceTo(later(since, sinceChoice));
    await handle.query(outlookQuery);
  };
  return {
    until,
    async untilContinuedAsNew() {
      const { runId } = await handle.describe();
      // Chosen at ten, announced at nine.
      for (let hours = 23; (await handle.describe()).runId === runId; hours += 24) await until(`PT${hours}H5S`);
    },
  };
}

/** A demo person with their roles. @throws Error for a person whom cdek does not know */
export function staff(login: string): Staff {
  const roles = (demoPeople()['cdek'] ?? []).filter((person) => person.login === login).map(({ role }) => role);
  if (roles.length === 0) throw new Error(`cdek has no ${login}`);
  return { login, roles };
}

/** @throws Error when a command was refused for another reason */
export async function expectRefusal(expected: string, refused: Promise<string>): Promise<void> {
  const code = await refused;
  if (code !== expected) throw new Error(`refused with ${code} instead of ${expected}`);
}

async function refusalCodeOf(asked: Promise<void>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (cause instanceof ApplicationFailure) return cause.type ?? '';
    throw error;
  }
  throw new Error('a command was carried out that should have been refused');
}
