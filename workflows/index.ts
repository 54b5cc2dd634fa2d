// The worker bundles only this file: it exports one workflow per process, under the process's name.
import { conversation as conversationProcess } from '../domain/conversation/process.ts';
import { servicePackage as packageProcess } from '../domain/service-package/process.ts';
import { ticket as ticketProcess } from '../domain/ticket/process.ts';
import { caseWorkflow } from './case.ts';

export const conversation = caseWorkflow(conversationProcess);
export const ticket = caseWorkflow(ticketProcess);
const servicePackage = caseWorkflow(packageProcess);
export { servicePackage as 'service-package' };
