// Every stored history replays on the present bundle, so a deploy leaves open cases intact.
import { beforeAll, expect, test } from '@jest/globals';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle } from '../../worker/bundle.ts';
import { skippedBranches } from './branches.ts';
import { type StoredHistory, storedHistories } from './histories.ts';
import { packageBranches } from './package-branches.ts';
import { realTimeBranches } from './real-time-branches.ts';
import { ticketBranches } from './ticket-branches.ts';

// Raise it with every recorded history, so that a lost file is noticed.
const EXPECTED_HISTORIES = 56;

const histories = storedHistories();
// It is only read from its record, and waits.
const ONLY_READ = 'announced-until-continued-as-new-second-run';
const conversations = histories.filter(({ name }) => !/^(?:ticket|package)-/.test(name));
let code: string;

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'OFF' } },
  });
  code = (await workflowBundle()).code;
});

/** The histories that a bundle cannot replay: their names with the kind of error. */
async function failing(bundle: string, chosen: readonly StoredHistory[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  // Replayed under their names: no rule asks for the id, and the test server does not keep it.
  const named = chosen.map(({ name, history }) => ({ workflowId: name, history }));
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { code: bundle } }, named)) {
    if (error !== undefined) found[workflowId] = error.name;
  }
  return found;
}

function allRed(chosen: readonly StoredHistory[]): Record<string, string> {
  return Object.fromEntries(chosen.map(({ name }) => [name, 'DeterminismViolationError']));
}

function changed(pattern: RegExp, replacement: string): string {
  expect(code).toMatch(pattern);
  return code.replace(pattern, replacement);
}

test('there is a history of every branch, and none has been lost', () => {
  const names = histories.map(({ name }) => name);
  const branches = [...skippedBranches, ...realTimeBranches, ...ticketBranches, ...packageBranches].map(
    ({ name }) => name,
  );
  expect(names).toEqual(expect.arrayContaining(branches));
  expect(names).toContain('announced-until-continued-as-new-second-run');
  expect(names.length).toBeGreaterThanOrEqual(EXPECTED_HISTORIES);
});

test('every stored history replays against the present workflows', async () => {
  expect(await failing(code, histories)).toEqual({});
});

test('a workflow that no longer tells the search is caught in every history that did', async () => {
  const mutant = changed(/differs\)\(was, is\)/, 'differs)(is, is)');
  const upserting = conversations.filter(
    ({ name, text }) => name !== ONLY_READ && text.includes('EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES'),
  );
  expect(upserting.length).toBeGreaterThan(20);
  expect(await failing(mutant, upserting)).toEqual(allRed(upserting));
});

test('a workflow that no longer writes its moves down is caught in every history that did', async () => {
  const mutant = changed(/await this\.parts\.record\(move, updateId\)/, 'undefined');
  const isWriting = ({ name, text }: StoredHistory) => name !== ONLY_READ && text.includes('core_local_activity');
  const writing = histories.filter(isWriting);
  expect(writing.length).toBeGreaterThan(20);
  // Where a look at the reply clock takes the place of the missing record, the SDK uses another name for the error.
  const caught = Object.keys(await failing(mutant, writing));
  expect(caught.toSorted()).toEqual(writing.map(({ name }) => name).toSorted());
});

test('a workflow that forgets its timer is caught in a case that just waits', async () => {
  const mutant = changed(/condition\)\(isMoved, left\)/, 'condition)(isMoved)');
  const waiting = histories.filter(({ name }) => name === 'waiting-stays-open');
  expect(await failing(mutant, waiting)).toEqual(allRed(waiting));
});

test('a package that no longer sends any effect is caught in every history of a package', async () => {
  const packages = histories.filter(({ name }) => name.startsWith('package-'));
  const mutant = changed(/this\.effects\.perform\(process\d?\.effects\(move\)\)/, 'undefined');
  // A waiting package that was not moved has no new effects since its start.
  const owing = packages.filter(({ text }) => (text.match(/EVENT_TYPE_ACTIVITY_TASK_SCHEDULED/g) ?? []).length > 2);
  expect(owing.length).toBeGreaterThan(8);
  expect(await failing(mutant, owing)).toEqual(allRed(owing));
});
