import { ticket } from '../../domain/ticket/process.ts';
import { contractOf } from '../contract.ts';

export const ticketContract = contractOf(ticket);
