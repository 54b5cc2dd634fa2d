// Measures lists of 50 in a large table, for people who see much of it, little of it or nothing.
import { openOrm, type Orm } from '../../db/orm.ts';
import type { Reach } from '../../db/read/case-list.ts';
import type { ConversationFilter } from '../../db/read/conversation-list.ts';
import { countConversations, listConversations } from '../../db/read/conversations.ts';
import { conversation } from '../../domain/conversation/process.ts';
import { startBenchSystem } from '../shared/system.ts';
import { withClient } from '../shared/intakes.ts';
import type { Outcome, Row } from '../shared/outcome.ts';
import { makeConversations } from './rows.ts';

const PAGE = 50;
const LONGEST_MS = 5;
const WARM = 10;
const LOGIN = 'klo-1';

type Asked = Omit<Partial<ConversationFilter>, 'reach'>;

export async function lists(full: boolean): Promise<Outcome> {
  const [count, rounds] = full ? [1_000_000, 50] : [200_000, 30];
  const system = await startBenchSystem();
  const orm = openOrm(system.databaseUrl, 2);
  try {
    await withClient(system.databaseUrl, (client) => makeConversations(client, count));
    const rows: Row[] = [];
    for (const [name, reach, asked] of callers) rows.push(await listRow(orm, { name, reach, asked }, rounds));
    for (const [name, reach] of [
      ['a manager', manager],
      ['a director', director],
    ] as const) {
      const counted = () => countConversations(orm.em.fork(), { login: LOGIN, reach });
      rows.push({
        metric: `counts of ${name}`,
        unit: 'ms',
        ours: await timesOf(counted, rounds),
        reference: null,
        goal: null,
      });
    }
    return { bench: 'lists', size: `${count} conversations, pages of ${PAGE}, ${rounds} rounds`, rows, notes };
  } finally {
    await orm.close();
    await system.stop();
  }
}

const notes = ['the median of each list, asked for in this process without HTTP; ten lists before are not counted'];

const own = [`assignee:${LOGIN}`, `successor:${LOGIN}`];

function reachOf({ own: ofRole = [], wide = [] }: { own?: readonly string[]; wide?: readonly string[] }): Reach[] {
  return [{ program: 'cdek', process: conversation.name, stages: conversation.stages, own: [...own, ...ofRole], wide }];
}

const manager = reachOf({ own: ['addressed:klo'] });
const overseer = reachOf({ wide: ['queue:klo'] });
const overseerOfNone = reachOf({ wide: ['queue:empty'] });
const director = reachOf({ wide: ['program'] });

const callers: [name: string, reach: Reach[], asked: Asked][] = [
  ['a manager', manager, {}],
  ['the overseer of a queue', overseer, {}],
  ['the overseer of a queue without conversations', overseerOfNone, {}],
  ['a director', director, {}],
  ['a director, newest first', director, { newestFirst: true }],
  ['a director, one stage', director, { stage: 'waiting' }],
  ['a director, one person’s', director, { assignee: LOGIN }],
  ['a director, a rare category', director, { category: 'account' }],
  ['a director, overdue', director, { overdue: true }],
  ['the overseer of a queue without conversations, a queue', overseerOfNone, { queue: 'empty' }],
  ['a manager, their queue', manager, { queue: 'klo' }],
];

type Caller = { name: string; reach: Reach[]; asked: Asked };

async function listRow(orm: Orm, { name, reach, asked }: Caller, rounds: number): Promise<Row> {
  const list = () => listConversations(orm.em.fork(), { login: LOGIN, reach, limit: PAGE + 1, ...asked });
  return { metric: name, unit: 'ms', ours: await timesOf(list, rounds), reference: null, goal: { atMost: LONGEST_MS } };
}

async function timesOf(task: () => Promise<unknown>, rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = -WARM; round < rounds; round += 1) {
    const begun = performance.now();
    await task();
    if (round >= 0) times.push(performance.now() - begun);
  }
  return times;
}
