import { conversation } from '../../domain/conversation/process.ts';
import { contractOf } from '../contract.ts';

export const conversationContract = contractOf(conversation);

/**
 * The customer of an accepted request has written, and the workflow would look at the reply clock too late. Sent by the
 * outbox; may be sent by hand from the Temporal UI, then it looks at once.
 */
export const CUSTOMER_WROTE = 'customerWrote';
