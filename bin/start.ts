import { join } from 'node:path';
import { Remedy, sayFailure } from './launch/remedy.mjs';
import { onLauncherGone } from './stack/end-with-launcher.ts';
import { readLaunchSettings, type StackPorts } from './stack/launch-settings.ts';
import { stopOrphans } from './stack/leash.ts';
import { becomeTheOnlyOne } from './stack/only-one.ts';
import { isPortTaken } from './stack/ports.ts';
import { muteTerminal } from './stack/process-log.ts';
import { startStack } from './stack/stack.ts';
import { root } from './stack/tool.ts';
import { welcome } from './stack/welcome.ts';

const folders = { data: join(root, '.careline', 'data'), logs: join(root, '.careline', 'logs') };

const told = Promise.withResolvers<void>();
process
  .on('SIGINT', () => told.resolve())
  .on('SIGTERM', () => told.resolve())
  .on('SIGHUP', () => told.resolve());
onLauncherGone(() => told.resolve());
// A closed terminal must not kill us while we are stopping.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  await run();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const ports = readLaunchSettings(process.env);
  const onlyOne = await becomeTheOnlyOne(join(folders.data, 'start.lock'));
  try {
    const orphans = await stopOrphans();
    if (orphans.length > 0) console.log(`Stopped what a killed start had left running: ${orphans.join(', ')}.`);
    await refuseTakenPorts(ports);
    console.log('Starting PostgreSQL, Temporal, worker and API …');
    const stack = await startStack(ports, folders);
    try {
      const ready = stack.waitUntilReady().then(() => console.log(welcome(ports, process.env).join('\n')));
      await Promise.race([told.promise, ready]);
      await told.promise;
    } finally {
      onlyOne.nowStopping();
      muteTerminal();
      console.log('\nStopping …');
      await stack.stop();
      console.log('Stopped. All data is kept in .careline/data.');
    }
  } finally {
    onlyOne.release();
  }
}

async function refuseTakenPorts(ports: StackPorts): Promise<void> {
  const taken: string[] = [];
  for (const [name, port] of Object.entries(ports)) {
    if (await isPortTaken(port)) {
      taken.push(
        `Port ${port} is taken by another program: stop it, or choose another port with ${name}=${port + 10_000 > 65_535 ? port - 1000 : port + 10_000}.`,
      );
    }
  }
  if (taken.length > 0) throw new Remedy(taken.join('\n'));
}
