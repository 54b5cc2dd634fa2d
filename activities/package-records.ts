// Owns the reading and writing of packages for their workflows. Refuses to decide.
import type { Orm } from '../db/orm.ts';
import { readPolicy } from '../db/read/policies.ts';
import { readPackagePolicy, servicePackageNamed } from '../db/read/service-packages.ts';
import { readTeam } from '../db/read/team.ts';
import { lockCase } from '../db/write/case-lock.ts';
import { distributionOf, keepMeantFor } from '../db/write/ticket-distribution.ts';
import { writePackageMoves } from '../db/write/service-package-moves.ts';
import type { ServicePackagePolicy } from '../domain/service-package/policy.ts';
import { recordedMove } from '../domain/service-package/record.ts';
import { ticketType } from '../domain/ticket/policy.ts';
import { type Assignment, distribution } from '../domain/ticket/distribution.ts';
import type { PackageRecordActivities } from '../workflows/service-package/contract.ts';
import type { Adapters } from './adapters.ts';
import { owedByRecord, planSms } from './package-owed.ts';

/** The activities that keep packages, bound to a database. */
export function packageRecordActivities({ orm, adapters }: { orm: Orm; adapters: Adapters }): PackageRecordActivities {
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
        const recorded = moves.map((move) => recordedMove(policy, move));
        const written = await writePackageMoves(em, packageId, recorded, updateId);
        if (written.kind === 'written') await planSms(em, adapters, packageId, moves);
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
