// Owns the reading and writing of packages for their workflows. Refuses to decide.
import type { Orm } from '../db/orm.ts';
import { readPolicy } from '../db/read/policies.ts';
import { readPackagePolicy, servicePackageNamed } from '../db/read/service-packages.ts';
import { readTeam } from '../db/read/team.ts';
import { lockCase } from '../db/write/case-lock.ts';
import { distributionOf, keepMeantFor } from '../db/write/ticket-distribution.ts';
import { writePackageMoves } from '../db/write/service-package-moves.ts';
import type { ServicePackagePolicy } from '../domain/service-package/policy.ts';
import { recordedMoves } from '../domain/service-package/record.ts';
import type { Move } from '../domain/service-package/state.ts';
import { ticketType } from '../domain/ticket/policy.ts';
import { type Assignment, distribution } from '../domain/ticket/distribution.ts';
import type { PackageRecordActivities } from '../workflows/service-package/contract.ts';
import type { Adapters } from './adapters.ts';
import { type GiveBackEntry, takeBackFromGone } from './leaving.ts';
import { orderSms, owedByRecord } from './package-owed.ts';

type Parts = { orm: Orm; adapters: Adapters; giveBackEntry: GiveBackEntry };

/** The activities that keep packages, bound to a database. */
export function packageRecordActivities({ orm, adapters, giveBackEntry }: Parts): PackageRecordActivities {
  return {
    async loadPackage({ packageId }) {
      const em = orm.em.fork();
      const { policyDigest, state } = await servicePackageNamed(em, packageId);
      const policy = await readPolicy<ServicePackagePolicy>(em, policyDigest);
      return { policy, state, owed: await owedByRecord(em, { packageId, policy, state }) };
    },

    async recordPackageMoves({ packageId, moves, updateId }) {
      return orm.em.fork().transactional(async (em) => {
        const policy = await readPackagePolicy(em, packageId);
        const written = await writePackageMoves(em, packageId, recordedMoves(policy, moves), updateId);
        if (written.kind === 'written') {
          await orderSms(em, adapters, packageId, moves);
          await takeBackFromGone(em, openAssignees(moves), moves.at(-1)?.at ?? '', giveBackEntry);
        }
        if (written.kind !== 'otherwise') return undefined;
        const { state, isCarriedOut } = written;
        return { state, isCarriedOut, owed: await owedByRecord(em, { packageId, policy, state }) };
      });
    },

    async chooseAssignees({ packageId, program, tickets, at }) {
      return orm.em.fork().transactional(async (em) => {
        const teams = byTeam(await readPackagePolicy(em, packageId), tickets);
        await lockCase(em, ...[...teams.keys()].toSorted().map((team) => distributionOf(program, team)));
        const chosen: Assignment[] = [];
        for (const [team, keys] of teams) {
          const given = distribution(keys, await readTeam(em, { program, team, at }), at);
          for (const [ticket, login] of given) chosen.push({ ticket, login });
        }
        await keepMeantFor(em, packageId, chosen);
        return chosen;
      });
    },
  };
}

// Of the tickets that have moved, as they are now.
function openAssignees(moves: readonly Move[]): (string | null)[] {
  const moved = new Map(moves.flatMap(({ tickets }) => tickets).map((ticket) => [ticket.id, ticket]));
  return [...moved.values()].map(({ status, assignee }) => (status === 'closed' ? null : assignee));
}

function byTeam(
  policy: ServicePackagePolicy,
  tickets: readonly { key: string; type: string }[],
): Map<string, string[]> {
  const teams = new Map<string, string[]>();
  for (const { key, type } of tickets) {
    const { team } = ticketType(policy.tickets, type);
    teams.set(team, [...(teams.get(team) ?? []), key]);
  }
  return teams;
}
