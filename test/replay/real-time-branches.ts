// Recorded on a real server in real time: where the two servers may differ, and late or interrupted runs.
import { setTimeout as pause } from 'node:timers/promises';
import { type Branch, expectRefusal, staff } from './walk.ts';

// Longer than the worker's own retries: the write continues over the task queue. The first histories come from a worker
// that asked the server for more time instead.
const OUTAGE_MS = 13_000;

export const realTimeBranches: readonly Branch[] = [
  {
    ...{ name: 'real-accepted-and-closed', category: 'order' },
    async walk({ accept, close }) {
      await accept('klo-1');
      await close('klo-1');
    },
  },
  {
    ...{ name: 'real-escalated-then-accepted', category: 'order', waitedBefore: 'PT9M58S' },
    async walk({ until, accept, close }) {
      await until('PT10M1S');
      await accept('klo-senior');
      await close('klo-senior');
    },
  },
  {
    // Temporal was down for 45 minutes: both steps are taken at once, late.
    ...{ name: 'real-started-late', category: 'order', waitedBefore: 'PT45M' },
    async walk({ until, accept, close }) {
      await until('PT45M1S');
      await accept('klo-1');
      await close('klo-1');
    },
  },
  {
    ...{ name: 'real-transferred-and-released', category: 'order' },
    async walk({ accept, release, transfer, close }) {
      await accept('klo-1');
      await release('klo-1');
      await transfer('klo-2', 'other');
      await accept('support-1');
      await close('support-1');
    },
  },
  {
    ...{ name: 'real-refused-updates', category: 'order' },
    async walk({ refused, accept, close }) {
      await expectRefusal('not-allowed', refused({ kind: 'accept', by: staff('support-1') }));
      await accept('klo-1');
      await expectRefusal('already-accepted', refused({ kind: 'accept', by: staff('klo-2') }));
      await close('klo-1');
    },
  },
  {
    ...{ name: 'real-accepted-by-many-at-once', category: 'order' },
    async walk({ accept, close }) {
      const logins = ['klo-1', 'klo-2', 'klo-3', 'klo-4'];
      const outcomes = await Promise.allSettled(logins.map(accept));
      const winner = logins[outcomes.findIndex(({ status }) => status === 'fulfilled')] ?? 'no one';
      await close(winner);
    },
  },
  {
    ...{ name: 'real-database-away-while-accepting', category: 'order' },
    async walk({ accept, close, ground }) {
      ground.setDatabaseAway(true);
      const accepted = accept('klo-1');
      await pause(OUTAGE_MS);
      ground.setDatabaseAway(false);
      await accepted;
      await close('klo-1');
    },
  },
  {
    ...{ name: 'real-database-away-then-over-the-queue', category: 'order', waitedBefore: 'PT9M59S' },
    async walk({ accept, close, ground }) {
      ground.setDatabaseAway(true);
      await pause(OUTAGE_MS);
      const accepted = accept('support-1');
      await pause(1_000);
      ground.setDatabaseAway(false);
      await accepted;
      await close('support-1');
    },
  },
  {
    ...{ name: 'real-database-away-while-escalating', category: 'order', waitedBefore: 'PT9M59S' },
    async walk({ accept, close, ground }) {
      ground.setDatabaseAway(true);
      await pause(OUTAGE_MS);
      // The command waits behind the step that is not written yet.
      const accepted = accept('support-1');
      await pause(1_000);
      ground.setDatabaseAway(false);
      await accepted;
      await close('support-1');
    },
  },
];
