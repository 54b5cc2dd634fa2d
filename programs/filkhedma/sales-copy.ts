// FK-27: the agent sees these texts at booking, in this order.
import type { texts } from './texts.ts';

export const salesCopy: readonly (keyof typeof texts)[] = [
  'sales-peace-of-mind',
  'sales-quality',
  'sales-saving',
  'terms-payment',
  'terms-validity',
  'terms-changes',
  'terms-cancellation',
  'terms-same-day',
  'terms-equipment',
];
