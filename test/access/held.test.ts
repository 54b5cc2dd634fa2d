import { expect, test } from '@jest/globals';
import { type Held, lostBy } from '../../domain/access/held.ts';
import { ticketType } from '../../domain/ticket/policy.ts';
import { theTicketPolicy } from '../domain/ticket/builders.ts';

const one = { program: 'filkhedma', version: 1 };
const follow = ticketType(theTicketPolicy(), 'outbound-sales-request');
const chase = ticketType(theTicketPolicy(), 'not-paid');
const held: Held[] = [
  { ...one, id: 'follow-up', process: 'ticket', kind: 'ticket', caseId: 'follow-up', key: 'follow-up', type: follow },
  { ...one, id: 'chase', process: 'service-package', kind: 'ticket', caseId: 'c', key: 'not-paid', type: chase },
  {
    ...one,
    id: 'request',
    process: 'conversation',
    kind: 'conversation',
    caseId: 'request',
    key: null,
    program: 'cdek',
    type: null,
  },
];
const inFilkhedma = (role: string) => ({ program: 'filkhedma', role });
const inCdek = { program: 'cdek', role: 'support' };

test.each([
  ['nothing', [], ['follow-up', 'chase', 'request']],
  ['the team', [inFilkhedma('customer-success'), inCdek], []],
  ['its lead', [inFilkhedma('customer-success-lead'), inCdek], []],
  // FK-09: customer care helps only with the chase.
  ['a role that helps with one type', [inFilkhedma('customer-care'), inCdek], ['follow-up']],
  ['another role of the program', [inFilkhedma('finance'), inCdek], ['follow-up', 'chase']],
  ['any role of the other program', [inCdek], ['follow-up', 'chase']],
  ['the same role elsewhere', [{ program: 'vet', role: 'customer-success' }], ['follow-up', 'chase', 'request']],
])('a person who holds %s', (_, memberships, lost) => {
  expect(lostBy(held, { login: 'somebody', memberships }).map(({ id }) => id)).toEqual(lost);
});
