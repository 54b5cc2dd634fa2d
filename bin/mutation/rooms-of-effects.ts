import type { Room } from './room.ts';

export const roomsOfEffects: readonly Room[] = [
  {
    name: 'vendors',
    goal: 85,
    parts: [
      {
        files: 'vendors/fawry/*.ts',
        tests: [
          'test/vendors/fawry-{adapters,answers,signature}.test.ts',
          'test/vendors/expiry-adapters.test.ts',
          'test/activities/payment-inquiry.test.ts',
        ],
      },
      {
        files: 'vendors/freshdesk/*.ts',
        tests: ['test/vendors/freshdesk-{adapter,answers,webhook}.test.ts', 'test/activities/ticket-mirror.test.ts'],
      },
      {
        files: 'vendors/paymob/*.ts',
        tests: [
          'test/vendors/paymob-{answers,cash,link,refund,signature,terms}.test.ts',
          'test/vendors/expiry-adapters.test.ts',
          'test/activities/payment-inquiry.test.ts',
        ],
      },
      {
        files: 'vendors/smtp/*.ts',
        tests: ['test/vendors/mail-{adapter,report,server}.test.ts', 'test/activities/mail-effects.test.ts'],
      },
      {
        files: 'vendors/twilio/*.ts',
        tests: ['test/vendors/twilio-adapter.test.ts', 'test/vendors/twilio-signature.test.ts'],
      },
      {
        files: 'vendors/{sandbox/sandbox-adapter,shared-secret,vendor-error}.ts',
        tests: [
          'test/activities/sandbox-adapter.test.ts',
          'test/vendors/{freshdesk,sandbox}-answers.test.ts',
          'test/vendors/freshdesk-webhook.test.ts',
        ],
      },
    ],
  },
  {
    name: 'activities',
    goal: 85,
    parts: [
      {
        files: 'activities/{effects/{accounts,adapters,channel-providers,providers},inbox-accounts}.ts',
        tests: [
          'test/activities/{accounts,adapters,channel-accounts,effect-inquiry,mail-effects,vendor-faults}.test.ts',
        ],
      },
      {
        files: 'activities/effects/{call,doubt,outcome,perform}.ts',
        tests: [
          'test/activities/effect-{answers,doubt}.test.ts',
          'test/activities/perform-effect.test.ts',
          'test/activities/sandbox-adapter.test.ts',
        ],
      },
      { files: 'activities/effects/failure.ts', tests: ['test/activities/effect-{answers,failure}.test.ts'] },
      { files: 'activities/effects/inquiry.ts', tests: ['test/activities/effect-inquiry.test.ts'] },
      {
        files: 'activities/effects/helpdesk.ts',
        tests: ['test/activities/ticket-mirror.test.ts'],
      },
      {
        files: 'activities/{effects/payment-inquiry,inbox-payments,inbox-messages,inbox-tickets}.ts',
        tests: [
          'test/activities/payment-inquiry.test.ts',
          'test/activities/provider-events.test.ts',
          'test/activities/provider-reports.test.ts',
          'test/api/webhooks/mail-reports.test.ts',
        ],
      },
      { files: 'activities/effects/mail.ts', tests: ['test/activities/mail-effects.test.ts'] },
      {
        files: 'activities/{effects/{channel,index,payment,sms},records/package-effects}.ts',
        tests: [
          'test/activities/{effect-inquiry,effects-of-any-process,ended-request,package-effects,pending-effects}.test.ts',
        ],
      },
      {
        files: 'activities/{by-name,cases,followed-version,records/*-store}.ts',
        tests: [
          'test/activities/{,package-,ticket-}records.test.ts',
          'test/activities/{leaving,reply-clock-given}.test.ts',
        ],
      },
      {
        files: 'activities/{intake-clock,keeping,leaving,replays,reply-clock}.ts',
        tests: [
          'test/{activities/{intake-looks,leaving,reply-clock,reply-waits},api/program-replay,workflows/keeping}.test.ts',
        ],
      },
    ],
  },
  {
    name: 'worker',
    goal: 85,
    parts: [
      { files: 'worker/loop.ts', tests: ['test/workflows/repeated-task.test.ts'] },
      {
        files: 'worker/housekeeping.ts',
        tests: ['test/workflows/housekeeping.test.ts', 'test/workflows/housekeeping-ages.test.ts'],
      },
      {
        files: 'worker/inbox-{handlers,relay}.ts',
        tests: [
          'test/activities/inbox.test.ts',
          'test/activities/inbox-failures.test.ts',
          'test/activities/provider-events.test.ts',
          'test/activities/provider-reports.test.ts',
          'test/activities/payment-inquiry.test.ts',
        ],
      },
      { files: 'worker/intake-clock.ts', tests: ['test/activities/intake-sleep.test.ts'] },
      { files: 'worker/outbox-relay.ts', tests: ['test/workflows/outbox-relay.test.ts'] },
    ],
  },
];
