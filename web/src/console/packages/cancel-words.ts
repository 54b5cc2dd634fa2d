// FK-21: a package is cancelled, or refunded in full once it is over.
import type { ServicePackage } from '../../shared/wire.ts';

/** Text keys for the button, the dialog and the note afterwards. */
export function cancelWords({ stage, paid }: Pick<ServicePackage, 'stage' | 'paid'>) {
  if (stage === 'deactivated') {
    return {
      button: 'packages.payBack',
      title: 'packages.payBackTitle',
      lead: 'packages.payBackLead',
      submit: 'packages.payBack',
      done: 'packages.payBackDone',
      recordFirst: 'packageQuestions.recordFirstPayBack',
    } as const;
  }
  return {
    button: 'packages.cancel',
    title: 'packages.cancelTitle',
    lead: paid ? 'packages.cancelLead' : 'packages.cancelLeadUnpaid',
    submit: 'packages.cancelConfirm',
    done: paid ? 'packages.cancelledPaid' : 'packages.cancelledUnpaid',
    recordFirst: 'packageQuestions.recordFirst',
  } as const;
}
