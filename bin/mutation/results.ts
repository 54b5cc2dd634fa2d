import { existsSync, readFileSync } from 'node:fs';
import type { Equivalent } from './equivalent.ts';
import { equivalents } from './equivalents.ts';
import type { Part } from './room.ts';
import { resultsOf } from './stryker.ts';

/** The parts of a mutant in StrykerJS's report that we read; lines count from 1. */
export type Mutant = {
  mutatorName: string;
  replacement?: string;
  status: string;
  location: { start: { line: number; column: number } };
};

type Report = { files: Record<string, { source: string; mutants: Mutant[] }> };

/** A mutant with its place. `equivalent` says why no test can notice it, if none can. */
export type Found = Mutant & { file: string; line: string; equivalent: Equivalent | null };

/** Every mutant of a part, without those of texts for people; null until the part has been run completely. */
export function mutantsOf(part: Part): Found[] | null {
  const path = resultsOf(part);
  return existsSync(path) ? foundIn(JSON.parse(readFileSync(path, 'utf8')) as Report) : null;
}

function foundIn({ files }: Report): Found[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    const counted = mutants.filter(({ status }) => status !== 'Ignored');
    return counted.map((mutant) => {
      const line = lines[mutant.location.start.line - 1]?.trim() ?? '';
      return { ...mutant, file, line, equivalent: equivalentOf(file, line, mutant) };
    });
  });
}

function equivalentOf(file: string, line: string, mutant: Mutant): Equivalent | null {
  const isIt = (known: Equivalent) =>
    known.file === file && known.line === line && known.becomes === mutant.replacement;
  return isNoticed(mutant) ? null : (equivalents.find(isIt) ?? null);
}

/** A mutant that makes a test fail or run forever. */
export function isNoticed({ status }: Mutant): boolean {
  return status === 'Killed' || status === 'Timeout';
}
