import { type CarelineApp, named } from '../../server/careline-app.ts';
import { attachmentRoutes } from './attachments.ts';
import { identificationRoutes } from './identification.ts';
import { messageRoutes } from './messages.ts';
import { moveRoutes } from './moves.ts';
import { openingRoutes } from './opening.ts';
import { ratingRoutes } from './rating.ts';
import { readingRoutes } from './reading.ts';

export async function conversationRoutes(app: CarelineApp): Promise<void> {
  await app.register(named(openingRoutes));
  await app.register(named(readingRoutes));
  await app.register(named(messageRoutes));
  await app.register(named(attachmentRoutes));
  await app.register(named(identificationRoutes));
  await app.register(named(moveRoutes));
  await app.register(named(ratingRoutes));
}
