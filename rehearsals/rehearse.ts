import { onLauncherGone } from '../bin/stack/end-with-launcher.ts';
import { sayFailure } from '../bin/launch/remedy.mjs';
import { systemClock } from '../platform/clock.ts';
import { openSystem } from './system/rehearsal-system.ts';
import { rehearse } from './runner/command.ts';

const system = openSystem(process.env);

// Everything started is on a leash and ends with this process, in whatever way it ends.
const leave = (code: number) => () => process.exit(code);
process.once('SIGINT', leave(130));
process.once('SIGTERM', leave(143));
onLauncherGone(leave(143));

try {
  process.exitCode = await rehearse(process.argv.slice(2), {
    system,
    now: systemClock.now,
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    environment: process.env,
  });
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
} finally {
  await system.close();
}
