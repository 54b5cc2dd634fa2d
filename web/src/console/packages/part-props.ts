import type { ServicePackage } from '../../shared/wire.ts';
import type { Asking } from '../data/asking.ts';
import type { PackageDialog } from './package-dialogs.tsx';

export type PartProps = {
  servicePackage: ServicePackage;
  asking: Asking;
  onDialog: (dialog: PackageDialog) => void;
};
