import type { CaseProcess } from '../../db/read/notifications.ts';

/** The names of a case in notifications and live events: `conversationId` equals `caseId` for conversations. */
export function aboutCase({ process, caseId }: { process: CaseProcess; caseId: string }) {
  return { process, caseId, conversationId: process === 'conversation' ? caseId : null };
}
