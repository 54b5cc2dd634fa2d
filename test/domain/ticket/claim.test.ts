// A type whose tickets wait until someone takes them: no one is chosen, and the team is told.
import { expect, test } from '@jest/globals';
import { unassigned } from '../../../domain/ticket/distribution.ts';
import { moveOfTicketCommand, openTicket } from '../../../domain/ticket/moves.ts';
import { workshop } from '../../harness/workshop.ts';

const AT = '2031-03-04T09:00:00.000Z';
const policy = workshop.tickets!;
const opened = (type: string, assignee: string | null = null) =>
  openTicket(policy, { id: 'one', type, at: AT }, 'counter', { assignee, noteId: null });
const toTeam = { kind: 'ticket-waiting', ticket: 'one', roles: ['bench'], login: null };

test('Careline gives it to no one, and tells the team', () => {
  const { state, notifies } = opened('call-back');
  expect(unassigned(policy, [state])).toEqual([]);
  expect(notifies).toEqual([toTeam]);
});

test('one that is given to people is for the engine to give, and no one is told before', () => {
  const { state, notifies } = opened('order-part');
  expect(unassigned(policy, [state])).toEqual([{ key: 'one', team: 'bench' }]);
  expect(notifies).toEqual([]);
  expect(opened('order-part', 'bench-1').notifies.map(({ kind }) => kind)).toEqual(['ticket-assigned']);
});

test('the team hears again of one that its assignee has left, and so does the lead', () => {
  const by = { login: 'bench-1', roles: ['bench'] };
  const taken = moveOfTicketCommand(policy, opened('call-back').state, { kind: 'take', by }, AT)!;
  expect(taken.notifies).toEqual([]);
  const left = { kind: 'give-back', by, because: 'left', how: 'deactivated' } as const;
  const back = moveOfTicketCommand(policy, taken.state, left, AT)!;
  expect(back.notifies).toEqual([
    toTeam,
    { kind: 'ticket-given-back', ticket: 'one', roles: ['foreman'], login: null },
  ]);
});
