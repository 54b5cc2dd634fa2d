import type { Instant } from '../domain/calendar/instant.ts';
import type { ProgramDocument } from '../domain/document/program.ts';
import { checkCatalogue } from './checks/catalogue.ts';
import { checkKeeping } from './checks/keeping.ts';
import { checkMethods } from './checks/methods.ts';
import { checkReferences } from './checks/references.ts';
import { openReport, type Finding } from './checks/report.ts';
import { mistakesOfForm } from './checks/structure.ts';
import { checkTexts } from './checks/texts.ts';
import { checkTimes } from './checks/times.ts';
import { checkVendors } from './checks/vendors.ts';
import { type Problem, type ProgramSource, readSource } from './source.ts';

/** A checked program. `document` is there when nothing but warnings was found. */
export type Checked = { document: ProgramDocument | null; problems: Problem[] };

/**
 * Checks a program's files whole: form, references, times, texts. Each problem has its file and line. With `now` it warns
 * of lists of holidays that end soon.
 */
export function checkSource(source: ProgramSource, now?: Instant): Checked {
  const read = readSource(source);
  const found = read.problems.length > 0 ? [] : findingsIn(read.document, now);
  const located = found.map(({ path, ...what }) => ({ ...read.placeOf(path), ...what }));
  const problems = [...read.problems, ...located];
  const sound = problems.every(({ severity }) => severity === 'warning');
  return { document: sound ? (read.document as ProgramDocument) : null, problems };
}

function findingsIn(document: unknown, now?: Instant): Finding[] {
  const ofForm = mistakesOfForm(document);
  if (ofForm.length > 0) return ofForm.map((one) => ({ ...one, severity: 'error' }));
  const report = openReport();
  const sound = document as ProgramDocument;
  checkReferences(report, sound.program);
  checkCatalogue(report, sound.program);
  if (sound.program.servicePackage !== undefined) checkMethods(report, sound.program.servicePackage);
  checkVendors(report, sound.program);
  checkTimes(report, sound, now);
  checkKeeping(report, sound.program);
  checkTexts(report, sound);
  return report.found;
}
