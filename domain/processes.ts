import { conversation } from './conversation/process.ts';
import type { AnyProcess } from './process.ts';
import { servicePackage } from './service-package/process.ts';
import { ticket } from './ticket/process.ts';

/** The only list of processes. `workflows/index.ts` exports a workflow for each. */
export const processes = [conversation, ticket, servicePackage] as const satisfies readonly AnyProcess[];

export function findProcess(name: string): AnyProcess | undefined {
  return processes.find((process) => process.name === name);
}

/** @throws RangeError for a name that no process has */
export function processNamed(name: string): AnyProcess {
  const found = findProcess(name);
  if (found === undefined) throw new RangeError(`there is no process ${name}`);
  return found;
}
