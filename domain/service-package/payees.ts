import type { MethodKind, PaymentMethod } from '../effect.ts';
import { kindOf } from './methods.ts';

/** Where money of a request arrives: at a program's account, or at the installation's provider of kinds of methods. */
export type Payee = { program: string; account: string } | { kinds: readonly MethodKind[] };

type Requested = { program: string; method: PaymentMethod; kind: MethodKind | null; account: string | null };

export function isPaidTo(payee: Payee, { program, method, kind, account }: Requested): boolean {
  if ('account' in payee) return program === payee.program && account === payee.account;
  return account === null && payee.kinds.includes(kind ?? kindOf({ method }));
}
