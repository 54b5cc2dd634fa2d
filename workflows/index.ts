// Owns the list of workflows: the one file that the worker bundles.
export { conversation } from './conversation/conversation.ts';
