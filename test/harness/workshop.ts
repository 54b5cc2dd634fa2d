import { join } from 'node:path';
import type { ConversationPolicy } from '../../domain/conversation/policy.ts';
import type { Program } from '../../domain/program.ts';
import { compiled } from '../../programs/book.ts';
import { readFolder } from '../../programs/folder.ts';

/** A made-up business with one ladder for all queues, steps that only tell, and work that is given to people. */
export const workshopSource = readFolder(join(import.meta.dirname, '../../rehearsals/programs/workshop'));

export const workshop: Program = compiled({ source: workshopSource, version: 1 });

export function theWorkshopPolicy(): ConversationPolicy {
  if (workshop.conversation === undefined) throw new Error('the workshop has no conversation policy');
  return workshop.conversation;
}
