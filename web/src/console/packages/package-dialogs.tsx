import type { DialogProps, PackageDialog } from './package-dialog-props.ts';
import { CancelPackageDialog } from './cancel-package-dialog.tsx';
import { CancelVisitDialog } from './cancel-visit-dialog.tsx';
import { CorrectVisitDialog } from './correct-visit-dialog.tsx';
import { PaymentDialog } from './payment-dialog.tsx';
import { RecordVisitDialog } from './record-visit-dialog.tsx';
import { VisitTimeDialog } from './visit-time-dialog.tsx';
import { AddressDialog, NoteDialog, NotCollectedDialog, ResubmitDialog } from './word-dialogs.tsx';

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
