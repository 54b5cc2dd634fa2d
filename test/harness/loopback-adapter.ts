// Written like a real adapter: one request, errors thrown as they come.
import type { EffectAdapter } from '../../activities/effects/adapter.ts';
import type { IfUnknown } from '../../db/write/effect-row.ts';

export type LoopbackManners = { ifUnknown: IfUnknown; canTell: boolean };

class HttpError extends Error {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  constructor(answer: Response) {
    super('the provider did not say yes');
    this.status = answer.status;
    const seconds = answer.headers.get('retry-after');
    this.retryAfterMs = seconds === null ? undefined : Number(seconds) * 1_000;
  }
}

/** `canTell: false` is a provider that can be asked but does not know, as with mail. */
export function loopbackAdapter(url: string, { ifUnknown, canTell }: LoopbackManners): EffectAdapter {
  return {
    callTimeoutMs: 300,
    settlesWithinMs: 120_000,
    ifUnknown: () => ifUnknown,
    async send({ id }, signal) {
      const answer = await fetch(`${url}/effects/${id}`, { method: 'POST', body: '{}', signal });
      if (!answer.ok) throw new HttpError(answer);
      const { ref } = (await answer.json()) as { ref: string };
      return { kind: 'accepted', providerRef: ref };
    },
    async reconcile({ id }, signal) {
      const answer = await fetch(`${url}/effects/${id}`, { signal });
      if (!answer.ok) throw new HttpError(answer);
      const { accepted } = (await answer.json()) as { accepted: boolean };
      if (!canTell) return { kind: 'undecided' };
      return accepted ? { kind: 'accepted', providerRef: `ref-${id}` } : { kind: 'absent' };
    },
  };
}
