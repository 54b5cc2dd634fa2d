// Changes nothing: it only tells which keys are still needed for what Temporal holds, so that one can be dropped.
import { Client, Connection } from '@temporalio/client';
import { keyUse, keyUseLines } from '../platform/payloads/key-use.ts';
import { payloadKeysOf } from '../platform/payloads/keys.ts';
import { readSettings, type Settings, SettingsError } from '../platform/settings.ts';
import { connectionOptions } from '../platform/temporal.ts';
import { Remedy, sayFailure } from './launch/remedy.mjs';

// Settings that this command does not need may be missing, so they get values here.
const notAsked = {
  ...{ DATABASE_URL: 'postgres://unused@nowhere/careline', DATABASE_URL_FILE: '' },
  ...{ CARELINE_SESSION_SECRET: '-'.repeat(32), CARELINE_SESSION_SECRET_FILE: '' },
};

try {
  const settings = readSettings({ ...process.env, ...notAsked });
  const { CARELINE_PAYLOAD_KEYS: keys } = settings;
  const set = keys === undefined ? [] : payloadKeysOf(keys).map(({ id }) => id);
  const connection = await connect(settings);
  const use = await keyUse(new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE }));
  for (const line of keyUseLines(use, set)) console.log(line);
  await connection.close();
} catch (error) {
  sayFailure(error instanceof SettingsError ? new Remedy(error.message) : error);
  process.exitCode = 1;
}

async function connect(settings: Settings): Promise<Connection> {
  try {
    return await Connection.connect({ ...connectionOptions(settings), connectTimeout: 5_000 });
  } catch {
    throw new Remedy(`No Temporal answers at ${settings.TEMPORAL_ADDRESS}. Start it, or name it by TEMPORAL_ADDRESS.`);
  }
}
