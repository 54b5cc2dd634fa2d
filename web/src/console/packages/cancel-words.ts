// Owns in which words a package is given up: cancelled, or paid back in full once it is over (FK-21).
import type { ServicePackage } from '../../shared/wire.ts';

/** The keys of the texts for the button, the dialog and what is told afterwards. */
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
