import { log } from '@temporalio/activity';
import type { Em, Orm } from '../db/orm.ts';
import { readCase, readProcessOf } from '../db/read/cases.ts';
import { lockCase } from '../db/write/case-lock.ts';
import { distributionOf } from '../db/write/ticket-distribution.ts';
import type { AnyProcess, Kinds } from '../domain/process.ts';
import { type Assignment, distribution } from '../domain/distribution.ts';
import type { CaseActivities, LoadedCase } from '../workflows/contract.ts';
import type { Adapters } from './effects/adapters.ts';
import { byName } from './by-name.ts';
import { type GiveBackEntry, takeBackFromGone } from './leaving.ts';
import type { CaseStore } from './records/case-store.ts';
import { followVersion } from './followed-version.ts';
import { conversationStore } from './records/conversation-store.ts';
import { packageStore } from './records/package-store.ts';
import { ticketStore } from './records/ticket-store.ts';

export type CaseParts = { orm: Orm; adapters: Adapters; giveBackEntry: GiveBackEntry };

/** The activities on cases' records, bound to a database. */
export function caseActivities({ orm, adapters, giveBackEntry }: CaseParts): CaseActivities {
  const stores: Store[] = [conversationStore, packageStore(adapters), ticketStore];
  const storeOf = byName('store for cases of', stores, ({ process }) => process.name);
  return {
    async loadCase({ process, caseId }) {
      const [em, store] = [orm.em.fork(), storeOf(process)];
      const loaded = await load(em, process, caseId);
      return { ...loaded, owed: await pendingOf(em, store, caseId, loaded) };
    },

    async recordMoves({ process, caseId, program, programVersion, moves, updateId }) {
      const store = storeOf(process);
      return orm.em.fork().transactional(async (em) => {
        const written = await store.write(em, { caseId, program, ...versioned(programVersion) }, moves, updateId);
        if (written.kind === 'written') {
          const holders = store.process.holding.holders(moves);
          await takeBackFromGone(em, holders, moves.at(-1)?.at ?? '', giveBackEntry);
        }
        if (written.kind !== 'otherwise') return undefined;
        const { state, isCarriedOut } = written;
        const versions = { asked: moves.at(-1)?.state.version, recorded: state.version };
        const about = { process, caseId, ...versions };
        log.warn('the record is ahead of its case by another move; the case goes on from it', about);
        const { policy } = await load(em, process, caseId);
        return { state, isCarriedOut, owed: await pendingOf(em, store, caseId, { policy, state }) };
      });
    },

    followVersion: ({ process, ...asked }) =>
      orm.em.fork().transactional((em) => followVersion(em, storeOf(process), asked)),

    chooseAssignees: ({ process, ...asked }: EarlierChoice) =>
      orm.em.fork().transactional(async (em) => {
        const store = storeOf(process ?? (await readProcessOf(em, asked.caseId)));
        return chooseAssignees(em, store, asked);
      }),

    async lookAtRecord({ process, caseId, programVersion, at }) {
      const { look } = storeOf(process);
      if (look === undefined) throw new Error(`${process} has no watched record`);
      return orm.em.fork().transactional((em) => look(em, { caseId, ...versioned(programVersion) }, at));
    },
  };
}

const versioned = (programVersion?: number) => (programVersion === undefined ? {} : { programVersion });

// Before requests were given to people, a case asked without its process. Such a call may be under way, or tried again.
type EarlierChoice = Distribution & { process?: string };

type Distribution = Omit<Parameters<CaseActivities['chooseAssignees']>[0], 'process'>;

async function chooseAssignees(
  em: Em,
  { process, team: people, keepMeantFor }: Store,
  { caseId, program, tickets, at }: Distribution,
): Promise<Assignment[]> {
  if (people === undefined) throw new Error(`${process.name} distributes nothing`);
  const teams = Map.groupBy(tickets, ({ team }) => team);
  await lockCase(em, ...[...teams.keys()].toSorted().map((team) => distributionOf(program, team)));
  const chosen: Assignment[] = [];
  for (const [team, ofTeam] of teams) {
    const given = distribution(ofTeam, await people(em, { program, team, at }), at);
    for (const [ticket, login] of given) chosen.push({ ticket, login });
  }
  if (chosen.length > 0) await keepMeantFor?.(em, caseId, chosen);
  return chosen;
}

// The only cast from a stored case to one of the engine.
function load(em: Em, process: string, caseId: string): Promise<LoadedCase<Kinds>> {
  return readCase(em, process, caseId) as Promise<LoadedCase<Kinds>>;
}

type Store = Omit<CaseStore<Kinds>, 'process'> & { process: AnyProcess };

async function pendingOf(em: Em, store: Store, caseId: string, loaded: LoadedCase<Kinds>) {
  return (await store.pending?.(em, caseId, loaded)) ?? [];
}
