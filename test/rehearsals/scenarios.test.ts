// Owns the proof that every scenario file of the repository plays as it says, and that a wrong one fails, on the real
// system: API, worker, workflows, PostgreSQL, skipped time. Refuses to look inside.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const LONGEST_MS = 240_000;
const scenarios = readdirSync(join(root, 'rehearsals')).filter((name) => name.endsWith('.yaml'));

type Line = { kind: string; at: string; local: string; rule?: string; text?: string; due?: string };
type File = { file: string; passed: boolean; ended: string | null; failures: object[]; timeline: Line[] };
type Run = { code: number | null; out: string; err: string };

function rehearse(...args: string[]): Promise<Run> {
  const command = [join(root, 'rehearsals', 'rehearse.ts'), ...args];
  const options = { cwd: root, timeout: LONGEST_MS, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((done) => {
    const child = execFile(process.execPath, command, options, (_, out, err) =>
      done({ code: child.exitCode, out, err }),
    );
  });
}

describe('the scenario files', () => {
  let files: File[] = [];

  beforeAll(async () => {
    const run = await rehearse('--json', ...scenarios.map((name) => join('rehearsals', name)));
    expect(run.err).not.toMatch(/Error/);
    ({ files } = JSON.parse(run.out) as { files: File[] });
  }, LONGEST_MS);

  test('there are some', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(24);
  });

  test.each(scenarios)('%s plays as it says', (name) => {
    const played = files.find(({ file }) => file.endsWith(name));
    expect(played).toMatchObject({ ended: null, failures: [], passed: true });
  });

  test('the timeline tells which files came with a message', () => {
    const timeline = files.find(({ file }) => file.endsWith('cdek-attachments.yaml'))?.timeline ?? [];
    expect(timeline).toContainEqual(
      expect.objectContaining({ kind: 'message', text: '', attachments: ['waybill.pdf'] }),
    );
  });

  test('the timeline tells what the ladder did, when it was due and what comes next', () => {
    const timeline = files.find(({ file }) => file.endsWith('cdek-klo-asleep.yaml'))?.timeline ?? [];
    const escalated = timeline.find(({ kind, rule }) => kind === 'happened' && rule === 'CDEK-13');
    expect(escalated?.local).toMatch(/^2031-03-03T10:10:15(\.\d+)?\+03:00$/);
    const next = timeline.filter(({ kind }) => kind === 'next').map(({ due, rule }) => [due, rule]);
    expect(next.slice(0, 3)).toEqual([
      ['2031-03-03T07:10:15.000Z', 'CDEK-13'],
      ['2031-03-03T07:30:15.000Z', 'CDEK-14'],
      ['2031-03-04T06:00:00.000Z', 'CDEK-15'],
    ]);
    expect(timeline).toContainEqual(
      expect.objectContaining({ kind: 'message', text: 'Вы можете связаться со своим закрепленным менеджером.' }),
    );
  });
});

test(
  'a scenario that expects the wrong thing ends with 1, naming file, step, expected and actual',
  async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'careline-rehearse-')), 'wrong.yaml');
    writeFileSync(
      file,
      `program: cdek
start: next monday 10:00
steps:
  - { at: PT0S, as: customer, post: /v1/programs/cdek/conversations, save: { id: $.id } }
  - { at: PT1S, as: customer, post: "/v1/conversations/\${id}/messages", body: { text: "7707083893" } }
  - { at: PT2S, as: customer, post: "/v1/conversations/\${id}/messages", body: { choice: order } }
  - { at: PT9M, as: director, get: "/v1/conversations/\${id}", expect: { body: { overdue: true } } }
  - { at: PT11M, as: director, get: "/v1/conversations/\${id}", expect: { not: { overdue: true } } }
`,
    );
    const { code, out } = await rehearse(file);
    expect(code).toBe(1);
    expect(out).toContain(`FAILED ${file}:7, step 4`);
    expect(out).toMatch(/at \$\.overdue\n {4}expected {2}true\n {4}was {7}false/);
    expect(out).toContain(`FAILED ${file}:8, step 5`);
    expect(out).toMatch(/1 rehearsal, 0 passed, 1 failed/);
  },
  LONGEST_MS,
);
