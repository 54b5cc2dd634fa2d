// All rehearsals of one run share PostgreSQL, the SDK's runtime and the list of programs.
import { existsSync } from 'node:fs';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { payloadsBy } from '../../platform/payloads/data-converter.ts';
import { checkSource } from '../../programs/check.ts';
import { readFolder } from '../../programs/folder.ts';
import { shippedPrograms } from '../../programs/index.ts';
import { spokenProblem } from '../../programs/shipped.ts';
import type { RehearsalSystem } from '../runner/system.ts';
import { openDatabases, type RehearsalDatabases } from './databases.ts';
import { publishFolders } from './published-folders.ts';
import { startSystem } from './rehearsed-system.ts';

/** PostgreSQL starts with the first system. Of the environment only the payload keys are read. */
export function openSystem({ CARELINE_PAYLOAD_KEYS }: NodeJS.ProcessEnv = {}): RehearsalSystem {
  let databases: Promise<RehearsalDatabases> | null = null;
  const shipped = shippedPrograms();
  return {
    zoneOf: (name, documents) => zoneIn(documents, name) ?? shipped.find((program) => program.name === name)?.timeZone,
    mistakesIn,
    programs: shipped.map(({ name }) => name),
    async startRehearsedSystem({ start, documents }) {
      databases ??= prepare();
      const database = await (await databases).fresh();
      await publishFolders(database, documents);
      return startSystem(database, start, payloadsBy({ CARELINE_PAYLOAD_KEYS }));
    },
    async close() {
      await (await databases)?.close();
    },
  };
}

function mistakesIn(folder: string): string[] {
  if (!existsSync(folder)) return [`there is no folder ${folder}`];
  const { problems } = checkSource(readFolder(folder));
  return problems.filter(({ severity }) => severity === 'error').map((one) => spokenProblem(one, folder));
}

function zoneIn(folders: readonly string[], name: string): string | undefined {
  const rules = folders.map((folder) => checkSource(readFolder(folder)).document?.program);
  return rules.find((one) => one?.name === name)?.timeZone;
}

function prepare(): Promise<RehearsalDatabases> {
  // A rehearsal prints only its report; the command handles signals.
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter } },
  });
  return openDatabases();
}
