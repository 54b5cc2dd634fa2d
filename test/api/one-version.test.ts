// A version that is published while a customer writes: the case has one version or the other, whole.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { lookAtIntakes } from '../../activities/intake-clock.ts';
import { row, sql } from '../../db/sql.ts';
import { policyText } from '../../db/write/policies.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { casePolicy } from '../../domain/conversation/policy.ts';
import type { Program } from '../../domain/program.ts';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import { silentCases, START, startApi, type TestApi } from '../harness/api.ts';
import { publishEdited } from '../harness/published.ts';
import { seedIntake } from '../harness/seeded-request.ts';
import '../harness/property-seed.ts';

/** Each look at this clock moves it on, so a version may begin to count between any two looks. */
const clock = {
  ms: Date.parse(START),
  now: () => new Date((clock.ms += 1)),
};
const ahead = (ms: number) => new Date(clock.ms + ms).toISOString();

let api: TestApi;
beforeAll(async () => void (api = await startApi({ cases: silentCases, clock })));
afterAll(() => api.close());
const em = () => api.database.orm.em.fork();

let published = 1;
const versions = new Map<number, Program>();

/** A version whose every part is its own: the ladder's time, the queue's name, the acknowledgement's id and words. */
async function publishFrom(validFrom: Instant): Promise<number> {
  const number = (published += 1);
  const version = await publishEdited(api.database.orm, 'cdek', {
    validFrom,
    edits: [
      ['program.yaml', 'after: PT10M, to: [klo-senior', `after: PT${600 + number}S, to: [klo-senior`],
      ['program.yaml', 'acknowledgement: acknowledgement', `acknowledgement: ack-${number}`],
      ['texts.ru.yaml', '  acknowledgement: ', `  ack-${number}: '${number}:' #`],
      ['program.yaml', '{ category: order, queue: klo }', `{ category: order, queue: klo-${number} }`],
      ['program.yaml', '{ category: other, queue: support }', `{ category: other, queue: klo-${number} }`],
      ['program.yaml', '    klo:\n', `    klo-${number}:\n`],
      ['program.yaml', 'klo-senior: [klo] }', `klo-senior: [klo-${number}] }`],
    ],
  });
  versions.set(number, version);
  return number;
}

type Begun = { digest: string; version: number; queue: string; said: string; waits: number };

const begunAs = (id: string) =>
  row<Begun>(
    em(),
    sql`select k.policy_digest as digest, (p.policy ->> 'programVersion')::int as version, k.queue,
      (select text from messages where conversation_id = k.id and author = 'bot' order by seq desc limit 1) as said,
      extract(epoch from (t.steps -> 0 ->> 'at')::timestamptz - (k.state ->> 'waitingSince')::timestamptz)::int as waits
      from cases k join policy_snapshots p on p.digest = k.policy_digest join case_timetables t on t.case_id = k.id
      where k.id = ${id}::uuid`,
  );

/** What a case has that is of one version only. */
function wholly(number: number): Begun {
  const policy = versions.get(number)?.conversation;
  if (policy === undefined) throw new Error(`there is no version ${number}`);
  const { digest } = policyText(casePolicy(policy));
  return { digest, version: number, queue: `klo-${number}`, said: `${number}:`, waits: 600 + number };
}

async function expectOneOf(id: string, numbers: readonly number[]): Promise<number> {
  const begun = await begunAs(id);
  expect(numbers).toContain(begun?.version);
  expect(begun).toEqual(wholly(begun?.version ?? 0));
  return begun?.version ?? 0;
}

const anIntake = () => seedIntake(api.database.orm, { since: ahead(0) });
const write = ({ id, token }: { id: string; token: string }, payload: object) =>
  api.call({
    ...{ method: 'POST', url: `/v1/conversations/${id}/messages`, payload },
    headers: { authorization: `Bearer ${token}` },
  });

/** The ways in which an intake becomes a request; each returns once it has. */
const ways = {
  async 'the choice of a category'(intake: Awaited<ReturnType<typeof anIntake>>) {
    expect(await write(intake, { choice: 'order' })).toMatchObject({ statusCode: 201 });
  },
  async 'the last answer that is no choice'(intake: Awaited<ReturnType<typeof anIntake>>) {
    expect(await write(intake, { text: 'second' })).toMatchObject({ statusCode: 201 });
    expect(await write(intake, { text: 'third' })).toMatchObject({ statusCode: 201 });
  },
  async 'the intake’s time'() {
    const startOf: Parameters<typeof lookAtIntakes>[0]['startOf'] = (...start) => conversationContract.start(...start);
    await lookAtIntakes({ orm: api.database.orm, clock, logger: pino({ level: 'silent' }), startOf });
  },
};

test.each(Object.entries(ways))('by %s, wherever the next version begins', async (way, begin) => {
  const seen = new Set<boolean>();
  let before = await publishFrom(ahead(0));
  for (let place = 1; place <= 24; place += 1) {
    const intake = await anIntake();
    if (way === 'the intake’s time') clock.ms += 11 * 60_000;
    const next = await publishFrom(ahead(place));
    await begin(intake);
    seen.add((await expectOneOf(intake.id, [before, next])) === next);
    clock.ms = Math.max(clock.ms, Date.parse(ahead(0))) + 1_000;
    before = next;
  }
  // The sweep has met both.
  expect(seen).toEqual(new Set([true, false]));
});

test('of many choices around a publication each is of one version', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(12), fc.nat(40), async (earlier, wait) => {
      const before = published;
      clock.ms += 1_000;
      const intakes = await Promise.all(Array.from({ length: 12 }, anIntake));
      const choose = (from: number, until?: number) =>
        intakes.slice(from, until).map((intake) => write(intake, { choice: 'order' }));
      const first = choose(0, earlier);
      const publishing = publishFrom(ahead(wait));
      const answers = await Promise.all([...first, ...choose(earlier)]);
      const next = await publishing;
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
      for (const { id } of intakes) await expectOneOf(id, [before, next]);
    }),
    { numRuns: 6 },
  );
});
