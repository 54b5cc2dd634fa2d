import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filled, type Names } from './names.ts';

/** An edit by hand. `line` is where, counted from 1; without `now` the new line comes after it. */
export type Edit = { file: string; line: number; now?: string; add: string };

/** `after`: the last line with this text. `change`: that line gets `[from, to]`. */
type Place = { file: string; after: string; add: string } | { file: string; change: [from: string, to: string] };

const importAfter = (file: string, after: string, add: string): Place => ({ file, after, add });
const processImport = "import { __camel__ } from './__name__/process.ts';";

/** What makes a process run. Every place is in a registry that lists all processes. */
const server: readonly Place[] = [
  importAfter('domain/processes.ts', "from './ticket/process.ts'", processImport),
  { file: 'domain/processes.ts', change: ['] as const satisfies', ', __camel__] as const satisfies'] },
  importAfter(
    'domain/refusal.ts',
    "from './ticket/refusals.ts'",
    "import { __camel__Refusals } from './__name__/refusals.ts';",
  ),
  { file: 'domain/refusal.ts', change: ['packageRefusals] as const', 'packageRefusals, __camel__Refusals] as const'] },
  { file: 'domain/refusal.ts', change: ['...packageRefusals }', '...packageRefusals, ...__camel__Refusals }'] },
  importAfter(
    'domain/program.ts',
    "from './ticket/policy.ts'",
    "import type { __Pascal__Policy } from './__name__/state.ts';",
  ),
  { file: 'domain/program.ts', after: '  tickets?: TicketPolicy;', add: '  __camel__?: __Pascal__Policy;' },
  importAfter(
    'domain/document/program.ts',
    "from './tickets.ts'",
    "import { __Pascal__Document } from './__name__.ts';",
  ),
  {
    file: 'domain/document/program.ts',
    after: 'tickets: Type.Optional(TicketsDocument),',
    add: '  __camel__: Type.Optional(__Pascal__Document),',
  },
  {
    file: 'programs/compile.ts',
    after: '...(tickets && { tickets }),',
    add: '    ...(program.__camel__ && { __camel__: { ...stamp(named), timeZone, ...program.__camel__ } }),',
  },
  importAfter(
    'workflows/index.ts',
    "from '../domain/ticket/process.ts'",
    "import { __camel__ as __camel__Process } from '../domain/__name__/process.ts';",
  ),
  {
    file: 'workflows/index.ts',
    after: "export { servicePackage as 'service-package' };",
    add: "const __camel__ = caseWorkflow(__camel__Process);\nexport { __camel__ as '__name__' };",
  },
  importAfter(
    'activities/cases.ts',
    "from './records/ticket-store.ts'",
    "import { __camel__Store } from './records/__name__-store.ts';",
  ),
  { file: 'activities/cases.ts', change: [', ticketStore];', ', ticketStore, __camel__Store];'] },
  importAfter(
    'api/app.ts',
    "from './routes/tickets/index.ts'",
    "import { __camel__Routes } from './routes/__name__/index.ts';",
  ),
  { file: 'api/app.ts', after: 'named(ticketRoutes)', add: '  await app.register(named(__camel__Routes));' },
  {
    file: 'api/plugins/openapi.ts',
    after: "name: 'tickets', description:",
    add: "  { name: '__name__s', description: 'Say what a __words__ is' },",
  },
];

const consoleRegistry: readonly Place[] = [
  importAfter(
    'web/src/console/cases/screens.ts',
    "from '../tickets/screens.ts'",
    "import { __camel__Screens } from '../__name__/screens.ts';",
  ),
  {
    file: 'web/src/console/cases/screens.ts',
    after: "'service-package': packageScreens,",
    add: "  '__name__': __camel__Screens,",
  },
];

const tests: readonly Place[] = [
  {
    file: 'bin/mutation/rooms.ts',
    after: "{ files: 'domain/ledger/*.ts'",
    add: "      { files: 'domain/__name__/*.ts', tests: ['test/domain/__name__'] },",
  },
  {
    file: 'test/guards/process-names.test.ts',
    after: "'service-package': ['console/packages'",
    add: "  '__name__': ['console/__name__'],",
  },
  {
    file: 'test/guards/process-names-server.test.ts',
    after: "'service-package': 'package',",
    add: "  '__name__': '__name__',",
  },
];

export type Edits = { server: Edit[]; console: Edit[]; tests: Edit[] };

/** The edits for a name, with their lines as the files are now. @throws Error for a place that is no longer there */
export function editsFor(root: string, names: Names): Edits {
  const found = (places: readonly Place[]) => places.map((place) => placed(root, place, names));
  return { server: found(server), console: found(consoleRegistry), tests: found(tests) };
}

function placed(root: string, place: Place, names: Names): Edit {
  const { file } = place;
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const anchor = 'after' in place ? place.after : place.change[0];
  const index = lines.findLastIndex((line) => line.includes(anchor));
  const now = lines[index];
  if (now === undefined) throw new Error(`${file} has no line with ${anchor}: bin/scaffold/edits.ts is out of date`);
  if ('after' in place) return { file, line: index + 1, add: filled(place.add, names) };
  return { file, line: index + 1, now, add: now.replace(anchor, filled(place.change[1], names)) };
}
