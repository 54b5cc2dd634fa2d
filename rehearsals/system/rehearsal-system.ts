// All rehearsals of one run share PostgreSQL, the SDK's runtime and the list of programs.
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { payloadsBy } from '../../platform/payloads/data-converter.ts';
import { allPrograms } from '../../programs/index.ts';
import type { RehearsalSystem } from '../runner/system.ts';
import { openDatabases, type RehearsalDatabases } from './databases.ts';
import { startSystem } from './rehearsed-system.ts';

/** PostgreSQL starts with the first system. Of the environment only the payload keys are read. */
export function openSystem({ CARELINE_PAYLOAD_KEYS }: NodeJS.ProcessEnv = {}): RehearsalSystem {
  let databases: Promise<RehearsalDatabases> | null = null;
  return {
    zoneOf: (name) => allPrograms().find((program) => program.name === name)?.timeZone,
    programs: allPrograms().map(({ name }) => name),
    async startRehearsedSystem({ start }) {
      databases ??= prepare();
      return startSystem(await (await databases).fresh(), start, payloadsBy({ CARELINE_PAYLOAD_KEYS }));
    },
    async close() {
      await (await databases)?.close();
    },
  };
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
