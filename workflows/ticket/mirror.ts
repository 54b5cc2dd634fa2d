// Owns the telling of the help desk, in the order of each ticket's changes and in nobody's way. Refuses to decide what.
import { proxyActivities } from '@temporalio/workflow';
import { outsideSystem } from '../shared/retry-policies.ts';
import type { HelpdeskActivities, TicketToMirror } from './contract.ts';

const { mirrorTicket } = proxyActivities<HelpdeskActivities>(outsideSystem);

/** What the help desk has still to hear of a case's tickets. A help desk that is away for days holds up nothing else. */
export class Mirror {
  private underWay = 0;
  private readonly told = new Map<string, Promise<void>>();
  private readonly which: Pick<TicketToMirror, 'caseId' | 'program'>;

  constructor(which: Pick<TicketToMirror, 'caseId' | 'program'>) {
    this.which = which;
  }

  get isUpToDate(): boolean {
    return this.underWay === 0;
  }

  tell({ key, version }: Pick<TicketToMirror, 'key' | 'version'>): void {
    const before = this.told.get(key) ?? Promise.resolve();
    this.underWay += 1;
    const now = before
      .then(() => mirrorTicket({ ...this.which, key, version }))
      .finally(() => {
        this.underWay -= 1;
      });
    this.told.set(key, now);
  }
}
