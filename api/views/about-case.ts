import { conversation } from '../../domain/conversation/process.ts';

/** The names of a case in notifications and live events: `conversationId` equals `caseId` for conversations. */
export function aboutCase({ process, caseId }: { process: string; caseId: string }) {
  return { process, caseId, conversationId: process === conversation.name ? caseId : null };
}
