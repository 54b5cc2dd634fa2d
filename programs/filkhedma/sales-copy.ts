// Owns which texts the agent has before them at booking, in their order (FK-27). Holds data, no rules.
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
