import type { PaymentWay } from '../../shared/wire.ts';

/** The kind of a way to pay; `null` for `later` and for a method that the program does not have. */
export function kindIn(ways: readonly PaymentWay[], method: string): PaymentWay['kind'] | null {
  return ways.find((way) => way.method === method)?.kind ?? null;
}
