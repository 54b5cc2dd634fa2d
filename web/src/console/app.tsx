import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { makeQueryClient } from './data/query-client.ts';
import { Toasts } from './notifications/toasts.tsx';
import { makeRouter } from './routes.tsx';
import { theme } from './theme.ts';

export function App() {
  const [client] = useState(makeQueryClient);
  const [router] = useState(makeRouter);
  // Mantine adds no style element: its variables and classes are in the stylesheet (see vite.config.ts).
  return (
    <DirectionProvider>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
