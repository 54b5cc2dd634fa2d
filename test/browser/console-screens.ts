// The console's registry. It leads to JSX, which the project of the tests does not read, so its types are repeated here.
import type { QueryClient } from '@tanstack/react-query';
import type { Line, ProcessName, ProcessSection, Screens } from '../../web/src/console/cases/screens-shape.ts';
import type { Program } from '../../web/src/shared/wire.ts';

type Registry = {
  screens: readonly Screens[];
  screensOf: (process: ProcessName) => Screens;
  processSections: (program: Program | undefined, roles: readonly string[]) => ProcessSection[];
};

type Live = {
  followCases: (cache: QueryClient, told: Pick<Line, 'program' | 'tell'>) => (event: string, data: unknown) => void;
};

// The modules read the page's address when they are loaded.
globalThis.location ??= new URL('http://localhost') as unknown as Location;

const [registry, live] = ['../../web/src/console/cases/screens.ts', '../../web/src/console/data/live.ts'];
export const { screens, screensOf, processSections } = (await import(`${registry}`)) as Registry;
export const { followCases } = (await import(`${live}`)) as Live;
