// Owns which question about a package is open. Refuses to know what is asked: each dialog does.
import type { ServicePackage, Visit } from '../../shared/wire.ts';
import type { Asking } from '../data/asking.ts';
import { CancelPackageDialog } from './cancel-package-dialog.tsx';
import { CancelVisitDialog } from './cancel-visit-dialog.tsx';
import { PaymentDialog } from './payment-dialog.tsx';
import { VisitTimeDialog } from './visit-time-dialog.tsx';

export type PackageDialog =
  | { kind: 'cancel' | 'add-visit' | 'request-payment' }
  | { kind: 'move-visit' | 'cancel-visit'; visit: Visit };

export type DialogProps = { servicePackage: ServicePackage; asking: Asking; onClose: () => void };

export function PackageDialogs({ dialog, ...props }: DialogProps & { dialog: PackageDialog | null }) {
  switch (dialog?.kind) {
    case 'cancel':
      return <CancelPackageDialog {...props} />;
    case 'add-visit':
      return <VisitTimeDialog {...props} visit={null} />;
    case 'move-visit':
      return <VisitTimeDialog {...props} visit={dialog.visit} />;
    case 'cancel-visit':
      return <CancelVisitDialog {...props} visit={dialog.visit} />;
    case 'request-payment':
      return <PaymentDialog {...props} />;
    default:
      return null;
  }
}
