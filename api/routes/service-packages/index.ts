import { type CarelineApp, named } from '../../server/careline-app.ts';
import { boardRoutes } from './boards.ts';
import { bookingRoutes } from './booking.ts';
import { cancellationRoutes } from './cancellation.ts';
import { customerRoutes } from './customer.ts';
import { packageNoteRoutes } from './notes.ts';
import { paymentRoutes } from './payments.ts';
import { previewRoutes } from './previews.ts';
import { readingRoutes } from './reading.ts';
import { refundRoutes } from './refunds.ts';
import { visitBoardRoutes } from './visit-board.ts';
import { visitRecordRoutes } from './visit-records.ts';
import { visitRoutes } from './visits.ts';

export async function servicePackageRoutes(app: CarelineApp): Promise<void> {
  await app.register(named(bookingRoutes));
  await app.register(named(previewRoutes));
  await app.register(named(readingRoutes));
  await app.register(named(customerRoutes));
  await app.register(named(packageNoteRoutes));
  await app.register(named(visitRoutes));
  await app.register(named(visitRecordRoutes));
  await app.register(named(paymentRoutes));
  await app.register(named(cancellationRoutes));
  await app.register(named(refundRoutes));
  await app.register(named(boardRoutes));
  await app.register(named(visitBoardRoutes));
}
