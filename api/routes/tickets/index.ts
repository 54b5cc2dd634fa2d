import { type CarelineApp, named } from '../../server/careline-app.ts';
import { backlogRoutes } from './backlog.ts';
import { bulkRoutes } from './bulk.ts';
import { noteRoutes } from './notes.ts';
import { openingRoutes } from './opening.ts';
import { readingRoutes } from './reading.ts';
import { workRoutes } from './work.ts';

export async function ticketRoutes(app: CarelineApp): Promise<void> {
  await app.register(named(openingRoutes));
  await app.register(named(readingRoutes));
  await app.register(named(workRoutes));
  await app.register(named(noteRoutes));
  await app.register(named(bulkRoutes));
  await app.register(named(backlogRoutes));
}
