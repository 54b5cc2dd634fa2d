import type { Room } from './room.ts';

export const roomsOfRecord: readonly Room[] = [
  {
    name: 'db/write',
    goal: 85,
    parts: [
      {
        files: 'db/write/effect-{delivery,events,ledger}.ts',
        tests: ['test/activities/effect-{doubt,ledger,ledger-rules}.test.ts', 'test/api/webhooks/mail-reports.test.ts'],
      },
      {
        files: 'db/write/{effect-questions,effect-row,effects-by-hand}.ts',
        tests: ['test/activities/effect-{inquiry,ledger-rules}.test.ts', 'test/api/effects-board.test.ts'],
      },
      {
        files: 'db/write/{conversation-clock,give-backs}.ts',
        tests: ['test/activities/{leaving,records,reply-clock,reply-waits}.test.ts'],
      },
      {
        files: 'db/write/idempotency.ts',
        tests: ['test/api/plugins/idempotency.test.ts', 'test/workflows/housekeeping-ages.test.ts'],
      },
      {
        files: 'db/write/{inbox,payment-inquiries,payment-means}.ts',
        tests: [
          'test/activities/inbox.test.ts',
          'test/activities/inbox-failures.test.ts',
          'test/activities/payment-inquiry.test.ts',
          'test/workflows/housekeeping-ages.test.ts',
        ],
      },
      {
        files: 'db/write/notifications-withdrawn.ts',
        tests: ['test/api/notifications-withdrawn.test.ts', 'test/activities/{records,reply-waits}.test.ts'],
      },
      {
        files: 'db/write/{oldest,outbox}.ts',
        tests: ['test/activities/outbox-claims.test.ts', 'test/workflows/housekeeping-ages.test.ts'],
      },
      {
        files: 'db/write/{access-change,api-keys,audit,people,presence,program-*,replays,sessions}.ts',
        tests: ['test/api/{access-rows,people-at-once,program-replay,program-withdrawal}.test.ts'],
      },
      {
        files: 'db/write/{conversation-purge,legal-holds,purge,ticket-purge}.ts',
        tests: ['test/workflows/keeping.test.ts'],
      },
      { files: 'db/write/{first-admin,login-tries}.ts', tests: ['test/api/account-rows.test.ts'] },
      {
        files:
          'db/write/{carried-out-updates,case-happening,case-lock,cases,conversation-moves,recorded-otherwise,service-package-moves,ticket-moves}.ts',
        tests: [
          'test/activities/{,package-,ticket-}records.test.ts',
          'test/activities/{move-rows,reply-waits,two-writes}.test.ts',
          'test/workflows/housekeeping-ages.test.ts',
        ],
      },
      {
        files: 'db/write/{absences,live-events,messages,notifications,timeline}.ts',
        tests: [
          'test/api/{notifications-withdrawn,told-rows}.test.ts',
          'test/activities/{records,reply-waits}.test.ts',
        ],
      },
      {
        files: 'db/write/{attachments,conversations,notifications-read}.ts',
        tests: ['test/api/{conversation,file,read}-rows.test.ts'],
      },
      { files: 'db/write/ticket-fields.ts', tests: ['test/api/tickets/fields.test.ts'] },
      {
        files:
          'db/write/{case-notes,contacts,*-distribution,money-ledger,package-address,policies,service-packages,tickets}.ts',
        tests: ['test/{activities/given-conversations,api/{case-words,money-rows,package-rows,ticket-rows}}.test.ts'],
      },
    ],
  },
  {
    name: 'api/plugins',
    goal: 85,
    parts: [
      {
        files: 'api/{cases/{*door,request-case},plugins/{access,identity,unit-of-work}}.ts',
        tests: ['test/api/plugins/{access,identity}.test.ts'],
      },
      {
        files: 'api/plugins/{chat-page,console}.ts',
        tests: ['test/api/plugins/{chat-page,console}.test.ts'],
      },
      { files: 'api/plugins/{docs-page,openapi}.ts', tests: ['test/api/plugins/openapi.test.ts'] },
      {
        files: 'api/plugins/{other-methods,security-headers}.ts',
        tests: ['test/api/plugins/{other-methods,security-headers}.test.ts'],
      },
      { files: 'api/plugins/silent-connections.ts', tests: ['test/api/plugins/silent-connections.test.ts'] },
      { files: 'api/plugins/serialization.ts', tests: ['test/api/serialization.test.ts'] },
      { files: 'api/plugins/health.ts', tests: ['test/api/plugins/health.test.ts'] },
      { files: 'api/plugins/idempotency.ts', tests: ['test/api/plugins/idempotency.test.ts'] },
      { files: 'api/plugins/body-limits.ts', tests: ['test/api/plugins/body-limits.test.ts'] },
      {
        files: 'api/plugins/{malformed-requests,problems,validation,well-formed}.ts',
        // Each test uses an app of a few plugins, without a database.
        tests: ['test/api/plugins/{malformed-requests,problems,validation,well-formed}.test.ts'],
      },
      {
        files: 'api/plugins/{origin-check,sessions}.ts',
        tests: ['test/api/plugins/{identity,origin-check,sessions}.test.ts'],
      },
      { files: 'api/plugins/rate-limits.ts', tests: ['test/api/plugins/{login-tries,rate-limits}.test.ts'] },
    ],
  },
];
