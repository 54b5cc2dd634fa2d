import type { ServicePackage, Visit } from '../../shared/wire.ts';
import type { Asking } from '../data/asking.ts';
import { CancelPackageDialog } from './cancel-package-dialog.tsx';
import { CancelVisitDialog } from './cancel-visit-dialog.tsx';
import { CorrectVisitDialog } from './correct-visit-dialog.tsx';
import { PaymentDialog } from './payment-dialog.tsx';
import { RecordVisitDialog } from './record-visit-dialog.tsx';
import { VisitTimeDialog } from './visit-time-dialog.tsx';
import { AddressDialog, NoteDialog, NotCollectedDialog, ResubmitDialog } from './word-dialogs.tsx';

export type PackageDialog =
  | { kind: 'cancel' | 'add-visit' | 'request-payment' | 'address' | 'note' }
  | { kind: 'move-visit' | 'cancel-visit' | 'record-visit' | 'correct-visit'; visit: Visit }
  | { kind: 'not-collected'; requestId: string }
  | { kind: 'resubmit'; refundId: string };

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
    case 'record-visit':
      return <RecordVisitDialog {...props} visit={dialog.visit} />;
    case 'correct-visit':
      return <CorrectVisitDialog {...props} visit={dialog.visit} />;
    case 'address':
      return <AddressDialog {...props} />;
    case 'note':
      return <NoteDialog {...props} />;
    case 'not-collected':
      return <NotCollectedDialog {...props} requestId={dialog.requestId} />;
    case 'resubmit':
      return <ResubmitDialog {...props} refundId={dialog.refundId} />;
    case 'request-payment':
      return <PaymentDialog {...props} />;
    default:
      return null;
  }
}
