import { type CarelineApp, named } from '../../server/careline-app.ts';
import { boardRoutes } from './boards.ts';
import { bookingRoutes } from './booking.ts';
import { cancellationPreviewRoutes, cancelRoutes } from './cancellation.ts';
import { customerRoutes } from './customer.ts';
import { collectionRoutes, heldPaymentRoutes, paymentRequestRoutes } from './payments.ts';
import { previewRoutes } from './previews.ts';
import { noteRoutes, readingRoutes } from './reading.ts';
import { refundRoutes } from './refunds.ts';
import { visitBoardRoutes } from './visit-board.ts';
import { addVisitRoutes, visitRoutes } from './visits.ts';

export async function servicePackageRoutes(app: CarelineApp): Promise<void> {
  await app.register(named(bookingRoutes));
  await app.register(named(previewRoutes));
  readingRoutes(app);
  await app.register(named(customerRoutes));
  noteRoutes(app);
  addVisitRoutes(app);
  visitRoutes(app);
  paymentRequestRoutes(app);
  collectionRoutes(app);
  heldPaymentRoutes(app);
  await app.register(named(cancellationPreviewRoutes));
  cancelRoutes(app);
  refundRoutes(app);
  await app.register(named(boardRoutes));
  await app.register(named(visitBoardRoutes));
}
