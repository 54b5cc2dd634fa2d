import { conversation } from '../../domain/conversation/process.ts';
import { contractOf } from '../contract.ts';

export const conversationContract = contractOf(conversation);

/**
 * The customer of an accepted request has written, and the workflow's next look at the reply clock would be too late.
 * The outbox sends it. Sent by hand from the Temporal UI, it makes the workflow look at once.
 */
export const CUSTOMER_WROTE = 'customerWrote';
