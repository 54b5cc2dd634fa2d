// The only list of processes in the console. Nothing else here knows a process by its name.
import type { QueryClient } from '@tanstack/react-query';
import type { Program } from '../../shared/wire.ts';
import { conversationScreens } from '../conversation/screens.ts';
import { packageScreens } from '../packages/screens.ts';
import { ticketScreens } from '../tickets/screens.ts';
import { type ProcessName, type ProcessSection, purposes, type Screens } from './screens-shape.ts';

const byName: Readonly<Record<ProcessName, Screens>> = {
  conversation: conversationScreens,
  ticket: ticketScreens,
  'service-package': packageScreens,
};

export const screens = Object.values(byName);

/** What a page shows of a process that the server has had only since the page was loaded: nothing but its address. */
const unknown: Pick<Screens, 'pathOf' | 'linkLabel' | 'news' | 'about' | 'readAbout' | 'isLateInBell'> = {
  pathOf: () => '/',
  linkLabel: 'noAccess.home',
  news: {},
  about: () => null,
  isLateInBell: false,
};

export function screensOf(process: ProcessName): typeof unknown {
  return Object.hasOwn(byName, process) ? byName[process] : unknown;
}

/** The processes that a program has cases of. */
export function screensIn(program: Program | undefined): readonly Screens[] {
  return program === undefined ? [] : screens.filter(({ isIn }) => isIn(program));
}

/** The sections that roles are offered in a program, most important first. */
export function processSections(program: Program | undefined, roles: readonly string[]): ProcessSection[] {
  if (program === undefined) return [];
  const sections = screens.flatMap((one) => one.sections);
  return purposes.flatMap((purpose) => sections.filter(({ purposeFor }) => purposeFor(program, roles) === purpose));
}

/** Reloads everything on the screen about one case. */
export function reloadCase(cache: QueryClient, { queries }: Screens, caseId: string): void {
  for (const name of queries.ofCase) void cache.invalidateQueries({ queryKey: [name, caseId] });
}

/** Reloads everything on the screen about cases. */
export function reloadCases(cache: QueryClient): void {
  const names = new Set(screens.flatMap(({ queries }) => [...queries.ofCase, ...queries.lists]));
  for (const name of names) void cache.invalidateQueries({ queryKey: [name] });
}
