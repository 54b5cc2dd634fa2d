// Scenario files of the repository play as written, and a wrong one fails. Those of packages are in a file of their own,
// so that both play at the same time.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PACKAGES, playing } from './playing.ts';
import { LONGEST_MS, rehearse } from './run-rehearse.ts';

describe('the scenario files of chats and of lessons', () => {
  const played = playing((name) => !name.startsWith(PACKAGES), 30);

  test('the timeline tells which files came with a message', () => {
    const timeline = played().find(({ file }) => file.endsWith('cdek-attachments.yaml'))?.timeline ?? [];
    expect(timeline).toContainEqual(
      expect.objectContaining({ kind: 'message', text: '', attachments: ['waybill.pdf'] }),
    );
  });

  test('the timeline tells what the ladder did, when it was due and what comes next', () => {
    const timeline = played().find(({ file }) => file.endsWith('cdek-klo-asleep.yaml'))?.timeline ?? [];
    const escalated = timeline.find(({ kind, rule }) => kind === 'happened' && rule === 'CDEK-13');
    expect(escalated?.local).toMatch(/^2031-03-03T10:10:15(\.\d+)?\+03:00$/);
    const next = timeline.filter(({ kind }) => kind === 'next').map(({ due, rule }) => [due, rule]);
    // Before the choice: the end of the intake and, after the first message, the category that would be assumed.
    expect(next.slice(0, 5)).toEqual([
      ['2031-03-04T07:00:00.000Z', null],
      ['2031-03-03T07:10:10.000Z', 'CDEK-06'],
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
