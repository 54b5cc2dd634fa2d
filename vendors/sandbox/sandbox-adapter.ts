// The sandbox replaces providers without credentials: nothing leaves Careline, and the console shows the ledger's row.
// It keeps no state.

type Effect = { id: string };
type Answer = { kind: 'accepted'; providerRef: string };

export type SandboxAdapter = {
  callTimeoutMs: number;
  settlesWithinMs: number;
  ifUnknown(effect: { kind: string }): 'stay' | 'same-reference';
  send(effect: Effect): Promise<Answer>;
  reconcile(effect: Effect): Promise<Answer>;
};

const MONEY = /^(refund|payout)\b/;

/** Accepts every effect at once, with a reference made from the effect's id, so that a repetition gives the same. */
export function sandboxAdapter(): SandboxAdapter {
  const accept = ({ id }: Effect): Promise<Answer> =>
    Promise.resolve({ kind: 'accepted', providerRef: `sandbox-${id}` });
  return {
    callTimeoutMs: 1_000,
    settlesWithinMs: 0,
    ifUnknown: ({ kind }) => (MONEY.test(kind) ? 'stay' : 'same-reference'),
    send: accept,
    // The row is the whole effect: a caller that can ask about it has it, even after a kill.
    reconcile: accept,
  };
}

/** A link that looks like a provider's and leads nowhere: the name is reserved (RFC 2606). */
export function sandboxLink(providerRef: string): string {
  return `https://pay.sandbox.invalid/${providerRef.replace('sandbox-', '')}`;
}

/** Nine digits, like a reference code; always the same for one reference. */
export function sandboxCode(providerRef: string): string {
  const digits = [...providerRef].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 900_000_000, 7);
  return String(100_000_000 + digits);
}
