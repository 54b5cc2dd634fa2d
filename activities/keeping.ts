// CDEK-23: closed cases are removed when the time is over for which the version that they go by keeps them.
import type { Logger } from 'pino';
import type { Orm } from '../db/orm.ts';
import { ownRowsOfConversations } from '../db/write/conversation-purge.ts';
import { type Closed, type OwnRows, purgeClosed } from '../db/write/purge.ts';
import { ownRowsOfTickets } from '../db/write/ticket-purge.ts';
import { type Instant, toInstant } from '../domain/calendar/instant.ts';
import { conversation } from '../domain/conversation/process.ts';
import { keptSince } from '../domain/keeping.ts';
import type { Program } from '../domain/program.ts';
import { ticket } from '../domain/ticket/process.ts';
import type { Clock } from '../platform/clock.ts';
import { allVersions, findProgram } from '../programs/index.ts';

// A conversation may have files of many megabytes, and one long transaction would delay the live streams.
const BATCH = 10;

const kept: Readonly<Record<string, OwnRows>> = {
  [conversation.name]: ownRowsOfConversations,
  [ticket.name]: ownRowsOfTickets,
};

type Parts = { orm: Orm; clock: Clock; logger: Pick<Logger, 'info' | 'error'>; signal?: AbortSignal };

/** One round, until nothing is left whose time is over. A kill loses nothing: each batch is one transaction. */
export async function purgeCases({ orm, clock, logger, signal }: Parts): Promise<number> {
  const at = toInstant(clock.now());
  let all = 0;
  for (const closed of closedNow(allVersions(), at)) {
    const { program, process } = closed;
    const own = kept[process];
    if (own === undefined) continue;
    try {
      for (let gone = BATCH; gone === BATCH && signal?.aborted !== true; all += gone)
        gone = await purgeClosed(orm.em.fork(), own, closed, { at, most: BATCH });
    } catch (error) {
      logger.error({ err: error, program, process }, 'closed cases could not be removed; the next round tries again');
    }
  }
  if (all > 0) logger.info({ cases: all }, 'closed cases were removed, because the time of their keeping is over');
  return all;
}

/** What may go now: versions of a program that keep a process for the same time are one search. */
function closedNow(versions: readonly Program[], at: Instant): Closed[] {
  const found = new Map<string, Closed>();
  for (const { name: program, version, keeping, timeZone } of versions) {
    for (const [process, period] of Object.entries(keeping)) {
      const key = JSON.stringify([program, process, period, timeZone]);
      const known = found.get(key);
      const isToday = findProgram(program)?.version === version;
      found.set(key, {
        ...{ program, process, before: keptSince(at, period, timeZone) },
        versions: [...(known?.versions ?? []), version],
        unnamed: known?.unnamed === true || isToday,
      });
    }
  }
  return [...found.values()];
}
