// Branches of the conversation workflow under skipped time: people's commands and the waits between them.
import { type Branch, expectRefusal, secrets, staff, type Walk } from './walk.ts';

const order = { category: 'order', startsAt: '10:00' };
// 30 minutes later it is after opening hours.
const evening = { category: 'order', startsAt: '18:45' };

export const skippedBranches: readonly Branch[] = [
  {
    ...{ ...order, name: 'accepted-in-time-and-closed', identification: secrets.contract },
    async walk({ until, accept, close }) {
      await until('PT5M');
      await accept('klo-1');
      await until('PT9M');
      await close('klo-1');
    },
  },
  {
    ...{ ...order, name: 'closed-in-own-words' },
    async walk({ accept, close }) {
      await accept('klo-1');
      await close('klo-1', 'other', secrets.otherText);
    },
  },
  ...(['klo-2', 'klo-senior', 'support-1', 'director'] as const).map((login) => ({
    ...{ ...order, name: `escalated-then-accepted-by-${login.replace(/-\d$/, '')}` },
    async walk({ until, accept, close }: Walk) {
      await until('PT10M5S');
      await accept(login);
      await close(login);
    },
  })),
  {
    ...{ ...order, name: 'no-answer-in-hours-then-accepted' },
    async walk({ until, accept, close }) {
      await until('PT30M5S');
      await accept('klo-3');
      await close('klo-3');
    },
  },
  {
    ...{ ...order, name: 'no-answer-in-hours-announced-twice' },
    async walk({ until, accept, close }) {
      await until('PT10M5S');
      await until('PT30M5S');
      await until('PT23H5S');
      await until('PT47H5S');
      await accept('klo-3');
      await close('klo-3');
    },
  },
  {
    ...{ ...evening, name: 'no-answer-out-of-hours-announced-twice' },
    async walk({ until, accept, close }) {
      await until('PT10M5S');
      await until('PT30M5S');
      await until('PT14H15M5S');
      await until('PT38H15M5S');
      await accept('support-2');
      await close('support-2');
    },
  },
  {
    ...{ ...order, name: 'released-then-waits-again' },
    async walk({ until, accept, release, close }) {
      await accept('klo-1');
      await release('klo-1');
      await until('PT10M30S');
      await accept('klo-4');
      await close('klo-4');
    },
  },
  {
    ...{ ...order, name: 'released-after-escalation' },
    async walk({ until, accept, release, close }) {
      await until('PT10M5S');
      await accept('support-1');
      await release('support-1');
      await accept('klo-1');
      await close('klo-1');
    },
  },
  {
    ...{ ...order, name: 'transferred-while-waiting' },
    async walk({ until, transfer, accept, close }) {
      await until('PT3M');
      await transfer('klo-1', 'account', secrets.reason);
      await until('PT33M30S');
      await accept('support-1');
      await close('support-1');
    },
  },
  {
    ...{ ...order, name: 'transferred-while-assigned-and-back' },
    async walk({ until, accept, transfer, close }) {
      await accept('klo-1');
      await transfer('klo-1', 'settlements', secrets.reason);
      await accept('director');
      await transfer('director', 'order');
      await until('PT10M30S');
      await accept('klo-senior');
      await close('klo-senior');
    },
  },
  {
    ...{ ...order, name: 'transferred-within-the-same-queue', category: 'account' },
    async walk({ transfer, accept, close }) {
      await transfer('support-1', 'other');
      await accept('support-2');
      await close('support-2');
    },
  },
  {
    ...{ ...order, name: 'assigned-then-reassigned' },
    async walk({ until, assign, close }) {
      await until('PT2M');
      await assign('klo-senior', 'klo-5');
      await assign('director', 'klo-6');
      await close('klo-6');
    },
  },
  {
    ...{ ...order, name: 'settlements-not-answered', category: 'settlements' },
    async walk({ until, accept, close }) {
      await until('PT30M5S');
      await accept('director');
      await close('director');
    },
  },
  {
    ...{ ...order, name: 'support-not-answered-stays-open', category: 'other' },
    walk: ({ until }) => until('PT30M5S'),
  },
  {
    ...{ ...order, name: 'reply-overdue-then-escalated' },
    async walk({ accept, says, until, close }) {
      await accept('klo-1');
      await says('customer');
      await until('PT10M30S');
      await until('PT31M');
      await says('agent');
      await close('klo-1');
    },
  },
  {
    ...{ ...order, name: 'reply-watch-called-by-a-message' },
    async walk({ accept, says, until }) {
      await accept('klo-1');
      await says('agent');
      await until('PT12M');
      // The workflow sleeps for a day; this message wakes it.
      await says('customer');
      await until('PT23M');
      await until('PT25H');
    },
  },
  { ...order, name: 'waiting-stays-open', walk: ({ until }) => until('PT4M') },
  {
    ...{ ...order, name: 'assigned-stays-open' },
    async walk({ until, accept }) {
      await until('PT10M5S');
      await accept('klo-1');
    },
  },
  {
    ...{ ...order, name: 'refused-updates' },
    async walk({ refused, until, accept, close }) {
      await expectRefusal('not-allowed', refused({ kind: 'accept', by: staff('support-1') }));
      await expectRefusal(
        'not-assignee',
        refused({ kind: 'close', by: staff('klo-1'), disposition: 'waybill', noteId: null }),
      );
      await until('PT10M5S');
      await accept('klo-1');
      await expectRefusal('already-accepted', refused({ kind: 'accept', by: staff('klo-2') }));
      await expectRefusal(
        'category-unknown',
        refused({ kind: 'transfer', by: staff('klo-1'), category: 'weather', noteId: null }),
      );
      await expectRefusal(
        'same-category',
        refused({ kind: 'transfer', by: staff('klo-1'), category: 'order', noteId: null }),
      );
      await expectRefusal(
        'disposition-required',
        refused({ kind: 'close', by: staff('klo-1'), disposition: null, noteId: null }),
      );
      await close('klo-1');
    },
  },
  {
    ...{ ...order, name: 'accepted-twice-by-the-same' },
    async walk({ accept, close }) {
      await accept('klo-1');
      await accept('klo-1');
      await close('klo-1');
    },
  },
  { ...order, name: 'announced-until-continued-as-new', walk: (w) => w.untilContinuedAsNew() },
];
