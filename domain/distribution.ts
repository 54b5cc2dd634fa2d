import type { Instant } from './calendar/instant.ts';

/** A person's data for distribution. `held` is their open work of the kind; `lastGivenAt` is when they last got some. */
export type Candidate = { login: string; present: boolean; held: number; lastGivenAt: Instant | null };

/** Work that waits for a person of a team; `key` names it within its case. */
export type WaitingWork = {
  key: string;
  team: string;
  /** Only a person who is at work gets it; without it, anyone of the team. */
  presentOnly?: true;
  /** The person who has returned it does not get it again. */
  except?: string;
};

/** Assigns work, by its key within its case, to a person. */
export type Assignment = { ticket: string; login: string };

/**
 * FK-04: the person with the least open work; among equals a present one, then the one who has waited longest. The
 * login decides the rest, so the answer is always the same. `null` for an empty team: the work stays with the team.
 */
export function assigneeFor(candidates: readonly Candidate[]): string | null {
  return candidates.toSorted(byTurn)[0]?.login ?? null;
}

/** Distributes a team's work in order; each piece counts the ones assigned before it. One without a person is left out. */
export function distribution(
  work: readonly Omit<WaitingWork, 'team'>[],
  candidates: readonly Candidate[],
  at: Instant,
): Map<string, string> {
  const given = new Map<string, string>();
  let people = [...candidates];
  for (const { key, presentOnly = false, except } of work) {
    const login = assigneeFor(people.filter((one) => one.login !== except && (one.present || !presentOnly)));
    if (login === null) continue;
    given.set(key, login);
    people = people.map((person) =>
      person.login === login ? { ...person, held: person.held + 1, lastGivenAt: at } : person,
    );
  }
  return given;
}

function byTurn(one: Candidate, other: Candidate): number {
  return (
    one.held - other.held ||
    Number(other.present) - Number(one.present) ||
    inOrder(one.lastGivenAt ?? '', other.lastGivenAt ?? '') ||
    inOrder(one.login, other.login)
  );
}

function inOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
