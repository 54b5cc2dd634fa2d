import { randomUUID } from 'node:crypto';
import { writeCaseNote } from '../../../db/write/case-notes.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import { NoteBody, TicketParams, TicketView } from '../../schemas/tickets.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { shown } from './ticket-command.ts';

const note = {
  config: { access: 'ticket.note' },
  schema: {
    tags: ['tickets'],
    summary: 'Note something about a ticket, also a closed one',
    description: 'It stands in the timeline. Card numbers are masked.',
    params: TicketParams,
    body: NoteBody,
    response: { 200: Ref(TicketView), ...problems(400, 401, 403, 404) },
  },
} as const;

export async function noteRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/tickets/:id/notes', note, async (request) => {
    const { em, body, staff, ticket, updateId } = request;
    refuseBlank('/text', body.text);
    const { id: ticketId, caseId, process, program, state } = ticket.record;
    const at = toInstant(app.clock.now());
    const written = { at, what: 'ticket-note', by: staff.login, rule: null, noteId: randomUUID() };
    const entry = { ...written, details: { ticket: state.id } };
    const { text } = body;
    const about = { kind: 'ticket', id: ticketId } as const;
    await em.transactional((tx) => writeCaseNote(tx, { about, caseId, process, program, text, entry, updateId }));
    return shown(request);
  });
}
