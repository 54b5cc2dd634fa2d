// A running installation is asked over its API, so its rules of who may publish hold here too.
import { setTimeout as pause } from 'node:timers/promises';
import { checkSource } from '../../programs/check.ts';
import { type Difference, spokenDifference } from '../../programs/difference.ts';
import { readFolder } from '../../programs/folder.ts';
import type { ProgramSource } from '../../programs/source.ts';
import { Remedy } from '../launch/remedy.mjs';
import { checkFolder } from './check.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Say = (line: string) => void;
type Listed = { version: number; withdrawn: object | null };
type Draft = { id: string; differences: Difference[] };

/** Says what publishing a folder would change. Returns 0 when nothing would. */
export async function diffFolder(folder: string, environment: Environment, say: Say): Promise<number> {
  return withDraft(folder, environment, say, async ({ differences }) => {
    for (const difference of differences) say(spokenDifference(difference));
    say(differences.length === 0 ? 'nothing would change' : counted(differences.length));
    return differences.length === 0 ? 0 : 1;
  });
}

type Step = { at: string; what: string };
type Preview = {
  openCases: number;
  lookedAt: number;
  changed: { caseId: string; before: Step[]; after: Step[] | null }[];
};

/** Says what a folder would do to open cases, if they were moved to it. */
export async function previewFolder(folder: string, environment: Environment, say: Say): Promise<number> {
  return withDraft(folder, environment, say, async ({ id }, ask) => {
    const { openCases, lookedAt, changed } = await ask<Preview>('POST', `/v1/drafts/${id}/preview`);
    for (const { caseId, before, after } of changed)
      say(`${caseId}: ${spokenSteps(before)} → ${after === null ? 'cannot be held by it' : spokenSteps(after)}`);
    say(`${openCases} open cases, ${lookedAt} looked at, ${changed.length} would change`);
    return 0;
  });
}

type Counts = { before: number; after: number; cases: number };
type Replay = {
  id: string;
  status: string;
  base: number;
  total: number;
  lookedAt: number;
  result: {
    cases: number;
    changed: number;
    cannotHold: number;
    kinds: Record<string, Counts>;
    refunded: { currency: string; beforeMinor: number; afterMinor: number }[];
    samples: { caseId: string | null; openedAt: string; before: Happening[]; after: Happening[] | null }[];
  };
};
type Happening = { at: string; kind: string; what: string };

const ASK_AGAIN_MS = 1_000;

/** Runs a folder forward over the real openings of the last days, and says what would have differed. */
export async function replayFolder(folder: string, days: string, environment: Environment, say: Say): Promise<number> {
  const lastDays = days === '' ? 30 : Number(days);
  return withDraft(folder, environment, say, async ({ id }, ask) => {
    let replay = await ask<Replay>('POST', `/v1/drafts/${id}/replay`, { lastDays });
    while (replay.status === 'running') {
      say(`${replay.lookedAt} of ${replay.total} cases`);
      await pause(ASK_AGAIN_MS);
      replay = await ask<Replay>('GET', `/v1/replays/${replay.id}`);
    }
    sayReplay(replay, say);
    return replay.status === 'done' ? 0 : 1;
  });
}

function sayReplay({ status, base, result }: Replay, say: Say): void {
  const { cases, changed, cannotHold, kinds, refunded, samples } = result;
  for (const { caseId, openedAt, before, after } of samples)
    say(`${caseId ?? 'a case'}, opened ${openedAt}: ${spokenHappenings(before)} → ${spokenHappenings(after)}`);
  for (const [kind, counts] of Object.entries(kinds))
    say(`${kind}: ${counts.before} by version ${base}, ${counts.after} by the folder, ${counts.cases} cases differ`);
  for (const { currency, beforeMinor, afterMinor } of refunded)
    say(`refunded in ${currency}, in minor units: ${beforeMinor} by version ${base}, ${afterMinor} by the folder`);
  say(`${status}: ${cases} cases, ${changed} would differ, ${cannotHold} cannot be held by the folder`);
}

function spokenHappenings(happenings: readonly Happening[] | null): string {
  if (happenings === null) return 'cannot be held';
  return happenings.map(({ at, kind, what }) => `${kind} ${what} ${at}`).join(', ') || 'nothing';
}

const spokenSteps = (steps: readonly Step[]) => steps.map(({ at, what }) => `${what} ${at}`).join(', ') || 'no steps';

/** Publishes a folder as the next version, unless nothing would change. */
export async function publishFolder(folder: string, note: string, environment: Environment, say: Say): Promise<number> {
  return withDraft(folder, environment, say, async ({ id, differences }, ask) => {
    if (differences.length === 0) {
      say('nothing would change, so nothing was published');
      return 0;
    }
    for (const difference of differences) say(spokenDifference(difference));
    const { version } = await ask<{ version: number }>('POST', `/v1/drafts/${id}/publish`, note === '' ? {} : { note });
    say(`published as version ${version}`);
    return 0;
  });
}

const counted = (count: number) => (count === 1 ? '1 difference' : `${count} differences`);

type Ask = <Answer>(method: string, path: string, body?: object) => Promise<Answer>;

/** Makes a draft of the folder upon the newest version, and deletes it where it was not published. */
async function withDraft(
  folder: string,
  environment: Environment,
  say: Say,
  use: (draft: Draft, ask: Ask) => Promise<number>,
): Promise<number> {
  const sources: ProgramSource = readFolder(folder);
  const { document } = checkSource(sources);
  if (document === null) return checkFolder(folder, say);
  const ask = askerOf(environment);
  const { name } = document.program;
  const { items } = await ask<{ items: Listed[] }>('GET', `/v1/programs/${name}/versions`);
  const base = items.find(({ withdrawn }) => withdrawn === null)?.version;
  const draft = await ask<Draft>('POST', `/v1/programs/${name}/drafts`, { base, sources, name: 'from files' });
  try {
    return await use(draft, ask);
  } finally {
    await ask('DELETE', `/v1/drafts/${draft.id}`).catch(() => undefined);
  }
}

function askerOf({ CARELINE_URL = 'http://localhost:8080', CARELINE_API_KEY }: Environment): Ask {
  if (CARELINE_API_KEY === undefined) {
    throw new Remedy('Name a key with the role program-owner in CARELINE_API_KEY: an administrator makes one.');
  }
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${CARELINE_API_KEY}`, 'content-type': 'application/json' };
    const sent =
      body === undefined
        ? { method, headers: { authorization: headers.authorization } }
        : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(new URL(path, CARELINE_URL), sent).catch(() => {
      throw new Remedy(`No Careline answers at ${CARELINE_URL}. Name another one with CARELINE_URL.`);
    });
    const text = await response.text();
    if (response.ok) return text === '' ? (null as never) : JSON.parse(text);
    const { code = response.status, detail = '' } = text.startsWith('{') ? JSON.parse(text) : {};
    throw new Remedy(`${method} ${path} was refused: ${code} ${detail}`);
  };
}
