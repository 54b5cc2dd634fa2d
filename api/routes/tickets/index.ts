// Owns the list of routes about tickets.
import type { CarelineApp } from '../../careline-app.ts';
import { backlogRoutes } from './backlog.ts';
import { bulkRoutes } from './bulk.ts';
import { noteRoutes } from './notes.ts';
import { openingRoutes } from './opening.ts';
import { readingRoutes } from './reading.ts';
import { workRoutes } from './work.ts';

export async function ticketRoutes(app: CarelineApp): Promise<void> {
  await app.register(openingRoutes);
  await app.register(readingRoutes);
  await app.register(workRoutes);
  await app.register(noteRoutes);
  await app.register(bulkRoutes);
  await app.register(backlogRoutes);
}
