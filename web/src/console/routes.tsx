// Owns the table of the console's addresses. Rarely used screens are loaded when they are first opened.
import { createBrowserRouter, Navigate } from 'react-router';
import { ConversationRoute } from './conversation/conversation-route.tsx';
import { InboxPage } from './inbox/inbox-page.tsx';
import { NothingChosen } from './inbox/nothing-chosen.tsx';
import { Home } from './shell/home.tsx';
import { Gate } from './shell/gate.tsx';
import { Splash } from './shell/splash.tsx';

export function makeRouter() {
  return createBrowserRouter([
    {
      element: <Gate />,
      HydrateFallback: Splash,
      children: [
        { index: true, element: <Home /> },
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
        { path: 'people', lazy: async () => ({ Component: (await import('./admin/people-page.tsx')).PeoplePage }) },
        {
          path: 'api-keys',
          lazy: async () => ({ Component: (await import('./admin/api-keys-page.tsx')).ApiKeysPage }),
        },
        { path: '*', element: <Navigate to="/" replace /> },
      ],
    },
  ]);
}
