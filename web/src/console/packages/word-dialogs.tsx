import { useTranslation } from 'react-i18next';
import { ReasonForm, TextForm } from '../cases/text-form.tsx';
import { api } from '../data/api.ts';
import type { DialogProps } from './package-dialogs.tsx';

export function NotCollectedDialog({ requestId: id, ...dialog }: DialogProps & { requestId: string }) {
  const { t } = useTranslation();
  return (
    <ReasonForm
      {...dialog}
      title={t('packages.notCollectedTitle')}
      lead={t('packages.notCollectedLead')}
      submit={t('packages.notCollected')}
      name="not-collected"
      call={(reason, key) =>
        api.POST('/v1/payment-requests/{id}/not-collected', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { reason },
        })
      }
      done={t('packages.notCollectedDone')}
    />
  );
}

export function ResubmitDialog({ refundId: id, ...dialog }: DialogProps & { refundId: string }) {
  const { t } = useTranslation();
  return (
    <ReasonForm
      {...dialog}
      title={t('packages.resubmitTitle')}
      lead={t('packages.resubmitLead')}
      submit={t('packages.resubmit')}
      name="resubmit"
      call={(reason, key) =>
        api.POST('/v1/refunds/{id}/resubmit', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { reason },
        })
      }
      done={t('packages.resubmitDone')}
    />
  );
}

export function AddressDialog(dialog: DialogProps) {
  const { t } = useTranslation();
  const { id, customer } = dialog.servicePackage;
  return (
    <TextForm
      {...dialog}
      title={t('packageQuestions.addressTitle')}
      lead={t('packageQuestions.addressLead')}
      submit={t(customer.address === null ? 'packageQuestions.enterAddress' : 'packageQuestions.changeAddress')}
      field="address"
      label={t('booking.address')}
      missing={t('packageQuestions.addressMissing')}
      begins={customer.address ?? ''}
      atMost={500}
      name="address"
      call={(address) =>
        api.PATCH('/v1/service-packages/{id}/customer', { params: { path: { id } }, body: { address } })
      }
      done={t('packageQuestions.addressSaved')}
    />
  );
}

export function NoteDialog(dialog: DialogProps) {
  const { t } = useTranslation();
  const { id } = dialog.servicePackage;
  return (
    <TextForm
      {...dialog}
      title={t('tickets.noteTitle')}
      submit={t('packageQuestions.note')}
      field="text"
      label={t('tickets.noteText')}
      missing={t('tickets.noteMissing')}
      name="note"
      call={(text, key) =>
        api.POST('/v1/service-packages/{id}/notes', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { text },
        })
      }
      done={t('tickets.noted')}
    />
  );
}
