import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { play } from './player.ts';
import { type FileReport, hasPassed, jsonReport } from './report.ts';
import { summaryLine, textReport } from './report-text.ts';
import { parseScenario } from './scenario-file.ts';
import { type Mistakes, type Scenario, ScenarioError } from './scenario.ts';
import { schedule, scheduleOf } from './schedule.ts';
import { type RehearsalSystem, SystemError } from './system.ts';

/** 0: everything as expected. 1: an expectation or the system failed. 2: the command or a file is wrong. */
export type ExitCode = 0 | 1 | 2;

export type CommandWorld = {
  system: RehearsalSystem;
  now(): Date;
  out(text: string): void;
  err(text: string): void;
  environment: NodeJS.ProcessEnv;
};

const USAGE = 'usage: npm run rehearse -- FILE… [--json] [--document=DIR]';

// Starting a system takes a moment, and skipped time cannot go back to an instant that has passed meanwhile.
const HEAD_START_MS = 5 * 60_000;

/** Plays every file of the arguments. Mistakes in all files are reported before the first one is played. */
export async function rehearse(arguments_: readonly string[], world: CommandWorld): Promise<ExitCode> {
  const json = arguments_.includes('--json');
  const files = arguments_.filter((argument) => !argument.startsWith('--'));
  const documents = arguments_.filter(isDocument).map((argument) => pathOf(argument.slice(DOCUMENT.length), world));
  const unknown = arguments_.find((one) => one.startsWith('--') && one !== '--json' && !isDocument(one));
  if (unknown !== undefined || files.length === 0) {
    world.err(unknown === undefined ? USAGE : `unknown option ${unknown}; ${USAGE}`);
    return 2;
  }
  const scenarios = readAll(files, documents, world);
  if (scenarios === null) return 2;
  const reports: FileReport[] = [];
  for (const scenario of scenarios) {
    const report = await playFile(scenario, world);
    reports.push(report);
    if (!json) world.out(`${textReport(report)}\n`);
  }
  world.out(json ? jsonReport(reports) : summaryLine(reports));
  return reports.every(hasPassed) ? 0 : 1;
}

// A program that all files are played with: how a change is tried before it is published.
const DOCUMENT = '--document=';
const isDocument = (argument: string) => argument.startsWith(DOCUMENT);

function readAll(files: readonly string[], given: readonly string[], world: CommandWorld): Scenario[] | null {
  const scenarios: Scenario[] = [];
  const mistakes: string[] = [];
  for (const file of files) {
    try {
      const path = pathOf(file, world);
      const documentsOf = ({ documents }: Scenario) => [
        ...documents.map((folder) => resolve(dirname(path), folder)),
        ...given,
      ];
      const scenario = parseScenario(file, readText(file, world), (read, wrong) =>
        checkTimes({ ...read, documents: documentsOf(read) }, wrong, world),
      );
      scenarios.push({ ...scenario, path, documents: documentsOf(scenario) });
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      mistakes.push(error.message);
    }
  }
  for (const mistake of mistakes) world.err(mistake);
  return mistakes.length === 0 ? scenarios : null;
}

function readText(file: string, world: CommandWorld): string {
  try {
    return readFileSync(pathOf(file, world), 'utf8');
  } catch (error) {
    throw new ScenarioError(`${file}: cannot be read: ${(error as Error).message}`);
  }
}

/** npm changes into the repository's root, so a relative path is resolved from the folder where it was typed. */
function pathOf(file: string, world: CommandWorld): string {
  const typedIn = world.environment.INIT_CWD;
  if (isAbsolute(file) || existsSync(file) || typedIn === undefined) return resolve(file);
  return resolve(typedIn, file);
}

/** Times are in the zone of the program; without a zone they cannot be checked. */
function checkTimes(scenario: Scenario, mistakes: Mistakes, world: CommandWorld): void {
  const { program, programLine, documents, documentsLine } = scenario;
  const wrong = documents.flatMap((folder) => world.system.mistakesIn(folder));
  for (const mistake of wrong) mistakes.add(documentsLine, null, mistake);
  if (wrong.length > 0) return;
  const zone = world.system.zoneOf(program, documents);
  if (zone !== undefined) scheduleOf(scenario, zone, earliest(world), mistakes);
  else if (program !== '') {
    const problem = `there is no program "${program}"; there are ${world.system.programs.join(', ')}`;
    mistakes.add(programLine, null, problem);
  }
}

function earliest(world: CommandWorld): Date {
  return new Date(world.now().getTime() + HEAD_START_MS);
}

async function playFile(scenario: Scenario, world: CommandWorld): Promise<FileReport> {
  const began = performance.now();
  const { file, program, documents } = scenario;
  let report: Omit<FileReport, 'seconds'> = {
    file,
    program,
    zone: 'UTC',
    start: world.now(),
    steps: scenario.steps.length,
    timeline: [],
    failures: [],
    played: 0,
    ended: null,
  };
  try {
    // Scheduled again: "next monday" may have come nearer while other files were played.
    const scheduled = schedule(scenario, world.system.zoneOf(program, documents) ?? 'UTC', earliest(world));
    report = { ...report, zone: scheduled.zone, start: scheduled.start };
    const system = await world.system.startRehearsedSystem({ program, start: scheduled.start, documents });
    try {
      report = { ...report, ...(await play(scenario, scheduled, system)) };
    } finally {
      await system.close();
    }
  } catch (error) {
    if (!(error instanceof SystemError || error instanceof ScenarioError)) throw error;
    report = { ...report, ended: error.message };
  }
  return { ...report, seconds: (performance.now() - began) / 1000 };
}
