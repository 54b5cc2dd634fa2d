import type { CaseProcess } from '../../db/read/notifications.ts';

/** How notifications and live events name a case: `conversationId` is the same as `caseId` for conversations. */
export function aboutCase({ process, caseId }: { process: CaseProcess; caseId: string }) {
  return { process, caseId, conversationId: process === 'conversation' ? caseId : null };
}
