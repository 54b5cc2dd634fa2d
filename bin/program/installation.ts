// A running installation is asked over its API, so its rules of who may publish hold here too.
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
