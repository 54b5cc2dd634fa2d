/**
 * Files that are mutated in one run, and the tests that must notice: those of the same folder, not others that happen
 * to reach the code. Of these only the tests that reach the mutant run. `without` are tests that take too long for each
 * mutant.
 */
export type Part = { files: string; tests: readonly string[]; without?: readonly string[] };

/**
 * Its parts are the rows of the table. `goal` is the lowest percentage of mutants, without the equivalent ones, that
 * tests must notice.
 */
export type Room = { name: string; goal: number; parts: readonly Part[] };

export const rooms: readonly Room[] = [
  {
    name: 'domain',
    goal: 95,
    parts: [
      {
        files: 'domain/{card-number,digits,money,program,refusal}.ts',
        tests: ['test/domain/{card-number,card-number-ways,refusal}.test.ts', 'test/domain/money'],
      },
      {
        files: 'domain/{case-row,found,process,processes,version-preview}.ts',
        tests: [
          'test/{domain/{conversation/process,processes,service-package/{outlook,unfinished}},api/program-preview}.test.ts',
        ],
      },
      {
        files: 'domain/{timetable,remaining-notifications}.ts',
        tests: [
          'test/domain/conversation',
          'test/domain/service-package/{calls-and-todo,outlook}.test.ts',
          'test/domain/timetable.test.ts',
        ],
        without: ['test/domain/conversation/ladder-properties.test.ts'],
      },
      {
        files: 'domain/calendar/*.ts',
        tests: [
          'test/domain/calendar',
          'test/domain/service-package/civil-days.test.ts',
          'test/domain/service-package/working-time.test.ts',
        ],
      },
      { files: 'domain/contact/*.ts', tests: ['test/domain/contact'] },
      { files: 'domain/ledger/*.ts', tests: ['test/domain/ledger'] },
      {
        files: 'domain/conversation/*.ts',
        tests: ['test/domain/{conversation,processes.test.ts}', 'test/access/{conversation-matrix,scopes}.test.ts'],
        without: ['test/domain/conversation/ladder-properties.test.ts'],
      },
      {
        files: 'domain/ticket/*.ts',
        tests: ['test/domain/ticket', 'test/domain/service-package/{calls-and-todo,grace-calls}.test.ts'],
      },
      {
        files: 'domain/service-package/*.ts',
        tests: ['test/domain/service-package', 'test/programs/filkhedma.test.ts'],
        without: [
          'test/domain/service-package/civil-days.test.ts',
          'test/domain/service-package/life-properties.test.ts',
          'test/domain/service-package/working-time.test.ts',
        ],
      },
      {
        files: 'domain/access/{actor,conversation-access,route-access,scopes}.ts',
        tests: [
          'test/access/{conversation-matrix,route-standing,scopes}.test.ts',
          'test/domain/conversation/commands.test.ts',
        ],
      },
      {
        files: 'domain/access/{held,history-access,login-pause,program-access}.ts',
        tests: ['test/{access/{held,history-access},domain/login-pause,api/program-versions}.test.ts'],
      },
      {
        files: 'domain/access/case-access.ts',
        tests: [
          'test/access/package-matrix.test.ts',
          'test/access/route-standing.test.ts',
          'test/access/ticket-matrix.test.ts',
        ],
      },
    ],
  },
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
        files: 'vendors/twilio/*.ts',
        tests: ['test/vendors/twilio-adapter.test.ts', 'test/vendors/twilio-signature.test.ts'],
      },
      {
        files: 'vendors/{sandbox/sandbox-adapter,vendor-error}.ts',
        tests: ['test/activities/sandbox-adapter.test.ts', 'test/vendors/{freshdesk,sandbox}-answers.test.ts'],
      },
    ],
  },
  {
    name: 'activities',
    goal: 85,
    parts: [
      {
        files: 'activities/{effects/{accounts,adapters,providers},inbox-accounts}.ts',
        tests: ['test/activities/{accounts,adapters,effect-inquiry,vendor-faults}.test.ts'],
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
        files: 'activities/{effects/payment-inquiry,inbox-payments,inbox-reports}.ts',
        tests: [
          'test/activities/payment-inquiry.test.ts',
          'test/activities/provider-events.test.ts',
          'test/activities/provider-reports.test.ts',
        ],
      },
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
      { files: 'activities/intake-clock.ts', tests: ['test/activities/intake-looks.test.ts'] },
      {
        files: 'activities/{leaving,reply-clock}.ts',
        tests: ['test/activities/{leaving,reply-clock,reply-waits}.test.ts'],
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
  {
    name: 'db/write',
    goal: 85,
    parts: [
      {
        files: 'db/write/effect-{delivery,events,ledger}.ts',
        tests: [
          'test/activities/effect-doubt.test.ts',
          'test/activities/effect-ledger.test.ts',
          'test/activities/effect-ledger-rules.test.ts',
        ],
      },
      {
        files: 'db/write/{effect-questions,effect-row,effects-by-hand}.ts',
        tests: ['test/activities/effect-{inquiry,ledger-rules}.test.ts', 'test/api/effects-board.test.ts'],
      },
      {
        files: 'db/write/{give-backs,reply-clock}.ts',
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
        files: 'db/write/{access-change,api-keys,audit,people,presence,program-drafts,program-versions,sessions}.ts',
        tests: ['test/api/{access-rows,people-at-once}.test.ts'],
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
      {
        files: 'db/write/{case-notes,contacts,money-ledger,policies,service-packages,ticket-distribution,tickets}.ts',
        tests: ['test/api/{case-words,money-rows,package-rows,ticket-rows}.test.ts'],
      },
    ],
  },
  {
    name: 'api/plugins',
    goal: 85,
    parts: [
      {
        files: 'api/{cases/door,plugins/{access,identity,unit-of-work}}.ts',
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
