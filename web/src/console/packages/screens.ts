import type { ProcessSection, Screens } from '../cases/screens-shape.ts';
import { page, section } from '../cases/section.ts';
import { ticketQueries } from '../tickets/ticket-facts.ts';
import {
  approvesRefunds,
  booksPackages,
  decidesPayments,
  packagePath,
  packageQueries,
  recordsVisits,
} from './package-facts.ts';

const sections: readonly ProcessSection[] = [
  {
    ...section('finance', 'nav.finance', async () => (await import('../finance/finance-page.tsx')).FinancePage),
    purposeFor: (program, roles) => (approvesRefunds(program, roles) ? 'decide' : null),
  },
  {
    ...section('booking', 'nav.booking', async () => (await import('../booking/booking-page.tsx')).BookingPage),
    purposeFor: (program, roles) => (booksPackages(program, roles) ? 'begin' : null),
  },
  {
    ...section('money', 'nav.money', async () => (await import('../finance/money-page.tsx')).MoneyPage),
    purposeFor: (program, roles) => (decidesPayments(program, roles) ? 'begin' : null),
  },
  {
    ...section('packages', 'nav.packages', async () => (await import('./packages-page.tsx')).PackagesPage),
    purposeFor: ({ packages }) => (packages === null ? null : 'look-up'),
  },
  {
    ...section('visits', 'nav.visits', async () => (await import('./day-page.tsx')).DayPage),
    purposeFor: (program, roles) => {
      if (!recordsVisits(program, roles)) return null;
      return booksPackages(program, roles) ? 'look-up' : 'record';
    },
  },
];

export const packageScreens: Screens = {
  name: 'service-package',
  isIn: ({ packages }) => packages !== null,
  sections,
  casePages: [page('packages/:id', async () => (await import('./package-page.tsx')).PackagePage)],
  pathOf: packagePath,
  linkLabel: 'finance.to.service-package',
  // A ticket may belong to a package: each is shown on the lists of the other.
  queries: { ...packageQueries, lists: [...packageQueries.lists, ...ticketQueries.lists] },
  news: {
    'money-waiting': { text: 'bell.kinds.money-waiting' },
    'refund-declined': { text: 'bell.kinds.refund-declined', icon: 'warn' },
    'money-overdue': { text: 'bell.kinds.money-overdue', icon: 'warn', isUrgent: true },
  },
  about: ({ details }, { money }) => {
    // Older notifications have no amount.
    const { amountMinor, currency }: Record<string, unknown> = details ?? {};
    return typeof amountMinor === 'number' && typeof currency === 'string' ? money(amountMinor, currency) : null;
  },
  isLateInBell: true,
};
