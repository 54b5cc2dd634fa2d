import { type CarelineApp, named } from '../../server/careline-app.ts';
import { attachmentRoutes } from './attachments.ts';
import { identificationRoutes } from './identification.ts';
import { messageRoutes } from './messages.ts';
import { moveRoutes } from './moves.ts';
import { openingRoutes } from './opening.ts';
import { ratingRoutes } from './rating.ts';
import { countRoutes, readingRoutes, timelineRoutes } from './reading.ts';

export async function conversationRoutes(app: CarelineApp): Promise<void> {
  await app.register(named(openingRoutes));
  readingRoutes(app);
  await app.register(named(countRoutes));
  timelineRoutes(app);
  await app.register(named(messageRoutes));
  await app.register(named(attachmentRoutes));
  await app.register(named(identificationRoutes));
  moveRoutes(app);
  await app.register(named(ratingRoutes));
}
