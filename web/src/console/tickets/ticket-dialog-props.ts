import type { Ticket } from '../../shared/wire.ts';
import type { Asking } from '../data/asking.ts';

export type TicketDialogProps = { ticket: Ticket; asking: Asking; onClose: () => void };
