import type { Room } from './room.ts';
import { roomsOfEffects } from './rooms-of-effects.ts';
import { roomsOfRecord } from './rooms-of-record.ts';

export const rooms: readonly Room[] = [
  {
    name: 'domain',
    goal: 95,
    parts: [
      {
        files: 'domain/{card-number,digits,keeping,money,program,refusal}.ts',
        tests: ['test/domain/{card-number,card-number-ways,keeping,refusal}.test.ts', 'test/domain/money'],
      },
      {
        files: 'domain/{case-row,found,moment,process,processes,replay-result,version-preview,version-replay}.ts',
        tests: [
          'test/{domain/{conversation/process,processes,replay-result,service-package/{outlook,unfinished},*/replay},api/program-{preview,replay}}.test.ts',
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
        files: 'domain/{distribution,ticket/*}.ts',
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
  ...roomsOfEffects,
  ...roomsOfRecord,
];
