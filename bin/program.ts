// Programs as files: check them, compare them with a running installation, publish them there.
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { referencePage } from '../programs/reference.ts';
import { Remedy, sayFailure } from './launch/remedy.mjs';
import { checkFolder } from './program/check.ts';
import { diffFolder, previewFolder, publishFolder, replayFolder } from './program/installation.ts';

const USAGE = `Say what to do with which folder:
  npm run program -- check DIR              checks it whole, with file and line
  npm run program -- rehearse DIR FILE…     plays rehearsals with it, before it is published
  npm run program -- diff DIR               what publishing it would change in a running installation
  npm run program -- preview DIR            what it would do to open cases there, if they were moved to it
  npm run program -- replay DIR [DAYS]      what would have differed for the cases opened there in the last days (30)
  npm run program -- publish DIR [NOTE]     publishes it there as the next version
  npm run program -- holidays EG 2027       proposes a list of holidays for a person to confirm
  npm run program -- reference              writes docs/program-document.md from the schema
CARELINE_URL and CARELINE_API_KEY name the installation; the key's role is \`program-owner\`.`;

const commands: Readonly<Record<string, (folder: string, words: string) => Promise<number>>> = {
  check: async (folder) => checkFolder(folder, say),
  preview: (folder) => previewFolder(folder, process.env, say),
  replay: (folder, days) => replayFolder(folder, days, process.env, say),
  diff: (folder) => diffFolder(folder, process.env, say),
  publish: (folder, note) => publishFolder(folder, note, process.env, say),
};

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The page of the docs is formatted like every other file. */
function writeReference(): number {
  const file = resolve(import.meta.dirname, '../docs/program-document.md');
  writeFileSync(file, referencePage());
  execFileSync(process.execPath, [resolve(import.meta.dirname, '../node_modules/oxfmt/bin/oxfmt'), file]);
  return 0;
}

/** Prints a list of holidays for a person to confirm. */
async function proposal(country = '', year = '', region?: string): Promise<number> {
  if (!/^[A-Z]{2}$/.test(country) || !/^\d{4}$/.test(year)) throw new Remedy(USAGE);
  // The library has the holidays of the whole world, so only this command loads it.
  const { holidayProposal } = await import('../programs/propose-holidays.ts');
  process.stdout.write(holidayProposal(country, [Number(year)], region));
  return 0;
}

try {
  const [name = '', given, ...words] = process.argv.slice(2);
  if (name === 'reference') process.exit(writeReference());
  if (name === 'holidays') process.exit(await proposal(given, ...words));
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
