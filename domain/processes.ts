import { conversation } from './conversation/process.ts';
import type { AnyProcess } from './process.ts';
import { servicePackage } from './service-package/process.ts';
import { ticket } from './ticket/process.ts';

/** Every process: the only list of them. `workflows/index.ts` exports a workflow for each. */
export const processes = [conversation, ticket, servicePackage] as const satisfies readonly AnyProcess[];
