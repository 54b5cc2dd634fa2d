import type { ServicePackage, Visit } from '../../shared/wire.ts';
import type { Asking } from '../data/asking.ts';

export type PackageDialog =
  | { kind: 'cancel' | 'add-visit' | 'request-payment' | 'address' | 'note' }
  | { kind: 'move-visit' | 'cancel-visit' | 'record-visit' | 'correct-visit'; visit: Visit }
  | { kind: 'not-collected'; requestId: string }
  | { kind: 'resubmit'; refundId: string };

export type DialogProps = { servicePackage: ServicePackage; asking: Asking; onClose: () => void };
