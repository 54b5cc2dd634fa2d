// Marks a payment request as paid: cash at the door, or in the sandbox.
import { useTranslation } from 'react-i18next';
import { api } from '../data/api.ts';
import { type Asking, problemIn } from '../data/asking.ts';

export function useRequestMoves(asking: Asking, id: string) {
  const { t } = useTranslation();
  const options = (key: string) => ({ params: { path: { id }, header: { 'Idempotency-Key': key } }, body: {} });
  return {
    collect: () =>
      asking.ask('collect', (key) => api.POST('/v1/payment-requests/{id}/collected', options(key)), {
        done: t('packages.collectedDone'),
      }),
    /** False where the payment method has a real provider. */
    pay: async (): Promise<boolean> => {
      const result = await asking.ask('pay', (key) => api.POST('/v1/sandbox/payment-requests/{id}/pay', options(key)), {
        done: t('packages.paidInSandbox'),
      });
      return problemIn(result)?.status !== 404;
    },
  };
}
