import type { Notification } from '../../shared/wire.ts';

/** Which process a case is of. */
export type CaseProcess = Notification['process'];

const sections = { conversation: 'inbox/all', ticket: 'tickets', 'service-package': 'packages' } as const;

/** The address of a case in the console. */
export function casePath(process: CaseProcess, caseId: string): string {
  return `/${sections[process]}/${caseId}`;
}
