// Owns what surrounds every screen: theme, direction, cache, routes. Refuses to know any screen's content.
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { makeQueryClient } from './data/query-client.ts';
import { makeRouter } from './routes.tsx';
import { theme } from './theme.ts';

export function App() {
  const [client] = useState(makeQueryClient);
  const [router] = useState(makeRouter);
  // No style element from Mantine: its variables and classes are in the stylesheet (see vite.config.ts).
  return (
    <DirectionProvider>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
          <Notifications position="bottom-left" limit={4} containerWidth={348} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
