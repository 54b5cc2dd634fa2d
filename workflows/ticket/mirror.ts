// Owns the telling of the help desk, in the order of a ticket's changes and in nobody's way. Refuses to decide what.
import { proxyActivities } from '@temporalio/workflow';
import type { TicketState } from '../../domain/ticket/state.ts';
import { outsideSystem } from '../shared/retry-policies.ts';
import type { HelpdeskActivities, TicketInput } from './contract.ts';

const { mirrorTicket } = proxyActivities<HelpdeskActivities>(outsideSystem);

/** What the help desk has still to hear. A help desk that is away for days holds up nothing else. */
export class Mirror {
  private told: Promise<void> = Promise.resolve();
  private underWay = 0;
  private readonly which: TicketInput;

  constructor(which: TicketInput) {
    this.which = which;
  }

  get isUpToDate(): boolean {
    return this.underWay === 0;
  }

  tell({ id: key, version }: TicketState): void {
    const { ticketId: caseId, program } = this.which;
    this.underWay += 1;
    this.told = this.told
      .then(() => mirrorTicket({ caseId, program, key, version }))
      .finally(() => {
        this.underWay -= 1;
      });
  }
}
