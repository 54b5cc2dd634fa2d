// Owns the list of routes about service packages.
import type { CarelineApp } from '../../careline-app.ts';
import { boardRoutes } from './boards.ts';
import { bookingRoutes } from './booking.ts';
import { cancellationRoutes } from './cancellation.ts';
import { paymentRoutes } from './payments.ts';
import { readingRoutes } from './reading.ts';
import { visitRoutes } from './visits.ts';

export async function servicePackageRoutes(app: CarelineApp): Promise<void> {
  await app.register(bookingRoutes);
  await app.register(readingRoutes);
  await app.register(visitRoutes);
  await app.register(paymentRoutes);
  await app.register(cancellationRoutes);
  await app.register(boardRoutes);
}
