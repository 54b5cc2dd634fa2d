// The subject of a money task is the id of a held payment or of a refund.
import type { ServicePackage, Todo } from '../../shared/wire.ts';

export type Amount = { amountMinor: number; currency: string };

/** `null` for a task that is not about money. */
export function amountOfTask(
  { heldPayments, refunds }: Pick<ServicePackage, 'heldPayments' | 'refunds'>,
  { subject }: Pick<Todo, 'subject'>,
): Amount | null {
  return [...heldPayments, ...refunds].find(({ id }) => id === subject) ?? null;
}
