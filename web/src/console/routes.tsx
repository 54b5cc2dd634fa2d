import { createBrowserRouter, Navigate } from 'react-router';
import { CaseAddress } from './cases/case-address.tsx';
import { screens } from './cases/screens.ts';
import { page } from './cases/section.ts';
import { Home } from './shell/home.tsx';
import { Gate } from './shell/gate.tsx';
import { OnlyForCases, OnlyOwnSections } from './shell/only-for.tsx';
import { adminSections, rulesSection } from './shell/sections.ts';
import { Splash } from './shell/splash.tsx';

export function makeRouter() {
  const sections = [...screens.flatMap((one) => one.sections), rulesSection, ...adminSections];
  return createBrowserRouter([
    {
      element: <Gate />,
      HydrateFallback: Splash,
      children: [
        { index: true, element: <Home /> },
        { element: <OnlyOwnSections />, children: sections.map(({ route }) => route) },
        ...screens.map((one) => ({ element: <OnlyForCases of={one} />, children: [...one.casePages] })),
        page('account', async () => (await import('./account/account-page.tsx')).AccountPage),
        { path: 'cases/:process/:caseId', element: <CaseAddress /> },
        { path: '*', element: <Navigate to="/" replace /> },
      ],
    },
  ]);
}
