// Owns the list of routes about conversations.
import type { CarelineApp } from '../../careline-app.ts';
import { attachmentRoutes } from './attachments.ts';
import { messageRoutes } from './messages.ts';
import { moveRoutes } from './moves.ts';
import { openingRoutes } from './opening.ts';
import { ratingRoutes } from './rating.ts';
import { readingRoutes } from './reading.ts';

export async function conversationRoutes(app: CarelineApp): Promise<void> {
  await app.register(openingRoutes);
  await app.register(readingRoutes);
  await app.register(messageRoutes);
  await app.register(attachmentRoutes);
  await app.register(moveRoutes);
  await app.register(ratingRoutes);
}
