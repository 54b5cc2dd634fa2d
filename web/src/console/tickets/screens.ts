import type { Program } from '../../shared/wire.ts';
import type { Screens } from '../cases/screens-shape.ts';
import { page, section } from '../cases/section.ts';
import { booksPackages, packageQueries, recordsVisits } from '../packages/package-facts.ts';
import { ticketPath, ticketQueries } from './ticket-facts.ts';

const leadsTeam = ({ ticketTypes }: Program, roles: readonly string[]) =>
  ticketTypes.some(({ lead }) => roles.includes(lead));

export const ticketScreens: Screens = {
  name: 'ticket',
  isIn: ({ ticketTypes }) => ticketTypes.length > 0,
  sections: [
    {
      ...section('team', 'nav.team', async () => (await import('./team-page.tsx')).TeamPage),
      purposeFor: (program, roles) => (leadsTeam(program, roles) ? 'lead' : null),
    },
    {
      ...section('tickets', 'nav.tickets', async () => (await import('./my-tickets-page.tsx')).MyTicketsPage),
      purposeFor: (program, roles) => {
        if (program.ticketTypes.some(({ team }) => roles.includes(team))) return 'work';
        const sees = [leadsTeam, booksPackages, recordsVisits].some((does) => does(program, roles));
        return sees ? 'look-up' : null;
      },
    },
  ],
  casePages: [page('tickets/:id', async () => (await import('./ticket-page.tsx')).TicketPage)],
  pathOf: ticketPath,
  linkLabel: 'finance.to.ticket',
  // A ticket may belong to a package: each is shown on the lists of the other.
  queries: { ...ticketQueries, lists: [...ticketQueries.lists, ...packageQueries.lists] },
  news: {
    'ticket-assigned': { text: 'bell.kinds.ticket-assigned' },
    'ticket-waiting': { text: 'bell.kinds.ticket-waiting' },
    'ticket-given-back': { text: 'bell.kinds.ticket-given-back' },
    'ticket-overdue': { text: 'bell.kinds.ticket-overdue', icon: 'warn', isUrgent: true },
  },
  about: ({ details }, { names, program }) => {
    // A package names its tickets by their type.
    const { ticket: key = '' }: Record<string, unknown> = details ?? {};
    const [type] = `${key}`.split('/');
    return program?.ticketTypes.some((one) => one.type === type) === true ? names.ticketType(program, type) : null;
  },
  isLateInBell: true,
};
