import { type CarelineApp, named } from '../../server/careline-app.ts';
import { backlogRoutes } from './backlog.ts';
import { bulkRoutes } from './bulk.ts';
import { fieldRoutes } from './fields.ts';
import { openingRoutes } from './opening.ts';
import { ticketCaseRoutes } from './ticket-routes.ts';

export async function ticketRoutes(app: CarelineApp): Promise<void> {
  await app.register(named(openingRoutes));
  ticketCaseRoutes(app);
  await app.register(named(fieldRoutes));
  await app.register(named(bulkRoutes));
  await app.register(named(backlogRoutes));
}
