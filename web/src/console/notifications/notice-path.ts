import type { Notification } from '../../shared/wire.ts';
import { casePath } from '../cases/case-path.ts';
import type { Tab } from '../inbox/tabs.ts';

type Told = Pick<Notification, 'process' | 'caseId'> & { kind: string };

/** The other kinds are about waiting conversations. */
const tabs: Readonly<Record<string, Tab>> = {
  'assigned-to-you': 'mine',
  'customer-wrote': 'mine',
  'reply-overdue': 'mine',
  'ask-to-close': 'mine',
  'reply-escalated': 'all',
};

export function noticePath({ process, caseId, kind }: Told): string {
  return process === 'conversation' ? `/inbox/${tabs[kind] ?? 'waiting'}/${caseId}` : casePath(process, caseId);
}
