// Owns the life of a ticket of no process, from open until closed with a result: it waits, goes to the lead when overdue,
// does what people ask. Refuses to know rules and tables.
import { allHandlersFinished, condition, continueAsNew, setHandler } from '@temporalio/workflow';
import { isHistoryLong, isStillDue } from '../shared/process-loop.ts';
import { type AskedTicketCommand, type TicketInput, ticketTimetableQuery, ticketUpdates } from './contract.ts';
import { RunningTicket } from './running-ticket.ts';

export async function ticket(input: TicketInput): Promise<void> {
  let running: RunningTicket | null = null;
  const loading = RunningTicket.begin(input);

  // What comes before the record is read waits for it; only then can a rule say no.
  const obey = async (asked: AskedTicketCommand): Promise<void> => (await loading).obey(asked);
  const validator = (asked: AskedTicketCommand) => running?.validate(asked);
  for (const update of Object.values(ticketUpdates)) setHandler(update, obey, { validator });

  running = await loading;
  const loaded = running;
  setHandler(ticketTimetableQuery, () => loaded.look());
  for (;;) {
    await live(loaded);
    await condition(allHandlersFinished);
    await loaded.allWritten;
    if (loaded.isOver) return;
    if (mayBeginAnew(loaded)) await continueAsNew<typeof ticket>(input);
  }
}

/** Goes on until the ticket is closed and the help desk knows, or the history has grown long. */
async function live(running: RunningTicket): Promise<void> {
  while (!running.isOver) {
    if (mayBeginAnew(running)) return;
    const seen = running.ticket;
    // The help desk mostly hears of a move after it: then, too, a long history may end.
    const isMoved = () => running.ticket !== seen || running.isOver || mayBeginAnew(running);
    const [next] = running.timetable;
    if (next === undefined) await condition(isMoved);
    else if (await isStillDue(next, isMoved)) await running.takeStep(next);
  }
}

function mayBeginAnew({ isMirrored }: RunningTicket): boolean {
  return isHistoryLong() && isMirrored;
}
