// Programs as files: check them, compare them with a running installation, publish them there.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Remedy, sayFailure } from './launch/remedy.mjs';
import { checkFolder } from './program/check.ts';
import { diffFolder, publishFolder } from './program/installation.ts';

const USAGE = `Say what to do with which folder:
  npm run program -- check DIR              checks it whole, with file and line
  npm run program -- rehearse DIR FILE…     plays rehearsals with it, before it is published
  npm run program -- diff DIR               what publishing it would change in a running installation
  npm run program -- publish DIR [NOTE]     publishes it there as the next version
CARELINE_URL and CARELINE_API_KEY name the installation; the key's role is \`program-owner\`.`;

const commands: Readonly<Record<string, (folder: string, words: string) => Promise<number>>> = {
  check: async (folder) => checkFolder(folder, say),
  diff: (folder) => diffFolder(folder, process.env, say),
  publish: (folder, note) => publishFolder(folder, note, process.env, say),
};

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  const [name = '', given, ...words] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined || given === undefined) throw new Remedy(USAGE);
  process.exitCode = await command(folderOf(given), words.join(' '));
} catch (error) {
  sayFailure(error);
  process.exitCode = 2;
}

/** npm changes into the repository's root, so a relative path is resolved from the folder where it was typed. */
function folderOf(given: string): string {
  const typedIn = process.env['INIT_CWD'] ?? process.cwd();
  const folder = existsSync(resolve(typedIn, given)) ? resolve(typedIn, given) : resolve(given);
  if (!existsSync(folder)) throw new Remedy(`There is no folder ${given}.`);
  return folder;
}
