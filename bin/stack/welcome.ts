import type { StackPorts } from './launch-settings.ts';

const demoPeople = [
  'Logins of cdek: director, klo-senior, klo-1 … klo-11, support-1, support-2',
  'Logins of filkhedma: cc-1, cc-2, cs-1 … cs-3, cs-lead, ops-1, finance-1, finance-2',
  'Login of the administrator: admin',
  'Password of each: careline (until npm run demo:remove)',
];
const noDemoPeople = ['No demo people are loaded. The first admin: npm run admin:create'];

/** The lines of the welcome. Each address has its own uncoloured line, so that people and programs can copy it. */
export function welcome(ports: StackPorts, { CARELINE_DEMO: demo = 'true' }: NodeJS.ProcessEnv): string[] {
  return [
    '',
    'Console and API (customer page: /chat/cdek, API documentation: /docs)',
    `http://localhost:${ports.CARELINE_PORT}`,
    '',
    'Temporal UI',
    `http://localhost:${ports.CARELINE_TEMPORAL_UI_PORT}`,
    '',
    ...(demo === 'true' ? demoPeople : noDemoPeople),
    '',
    'Logs: .careline/logs. Ctrl-C stops everything.',
  ];
}
