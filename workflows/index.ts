// Owns the list of workflows: the one file that the worker bundles.
export { conversation } from './conversation/conversation.ts';
export { servicePackage } from './service-package/service-package.ts';
export { ticket } from './ticket/ticket.ts';
