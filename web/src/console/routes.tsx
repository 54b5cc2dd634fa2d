// Rarely used screens are loaded when they are first opened.
import { createBrowserRouter, Navigate } from 'react-router';
import { ConversationRoute } from './conversation/conversation-route.tsx';
import { InboxPage } from './inbox/inbox-page.tsx';
import { NothingChosen } from './inbox/nothing-chosen.tsx';
import { Home } from './shell/home.tsx';
import { Gate } from './shell/gate.tsx';
import { OnlyForCases, OnlyOwnSections } from './shell/only-for.tsx';
import { Splash } from './shell/splash.tsx';

export function makeRouter() {
  return createBrowserRouter([
    {
      element: <Gate />,
      HydrateFallback: Splash,
      children: [
        { index: true, element: <Home /> },
        {
          element: <OnlyOwnSections />,
          children: [
            {
              path: 'inbox/:tab',
              element: <InboxPage />,
              children: [
                { index: true, element: <NothingChosen /> },
                { path: ':id', element: <ConversationRoute /> },
              ],
            },
            {
              path: 'absence',
              lazy: async () => ({ Component: (await import('./settings/absence-page.tsx')).AbsencePage }),
            },
            {
              path: 'booking',
              lazy: async () => ({ Component: (await import('./booking/booking-page.tsx')).BookingPage }),
            },
            {
              path: 'packages',
              lazy: async () => ({ Component: (await import('./packages/packages-page.tsx')).PackagesPage }),
            },
            {
              path: 'visits',
              lazy: async () => ({ Component: (await import('./packages/day-page.tsx')).DayPage }),
            },
            {
              path: 'tickets',
              lazy: async () => ({ Component: (await import('./tickets/my-tickets-page.tsx')).MyTicketsPage }),
            },
            { path: 'team', lazy: async () => ({ Component: (await import('./tickets/team-page.tsx')).TeamPage }) },
            {
              path: 'finance',
              lazy: async () => ({ Component: (await import('./finance/finance-page.tsx')).FinancePage }),
            },
            { path: 'money', lazy: async () => ({ Component: (await import('./finance/money-page.tsx')).MoneyPage }) },
            { path: 'people', lazy: async () => ({ Component: (await import('./admin/people-page.tsx')).PeoplePage }) },
            {
              path: 'api-keys',
              lazy: async () => ({ Component: (await import('./admin/api-keys-page.tsx')).ApiKeysPage }),
            },
          ],
        },
        {
          element: <OnlyForCases />,
          children: [
            {
              path: 'packages/:id',
              lazy: async () => ({ Component: (await import('./packages/package-page.tsx')).PackagePage }),
            },
            {
              path: 'tickets/:id',
              lazy: async () => ({ Component: (await import('./tickets/ticket-page.tsx')).TicketPage }),
            },
          ],
        },
        {
          path: 'account',
          lazy: async () => ({ Component: (await import('./account/account-page.tsx')).AccountPage }),
        },
        { path: '*', element: <Navigate to="/" replace /> },
      ],
    },
  ]);
}
