// The sandbox adapter with fault switches and a record of its real acceptances.
import type { EffectAdapter } from '../../activities/effects/adapter.ts';
import { classifyStatus } from '../../activities/effects/failure.ts';
import { sandboxAdapter } from '../../vendors/sandbox/sandbox-adapter.ts';
import type { Fault } from './loopback-provider.ts';

export type FaultySandbox = { adapter: EffectAdapter; accepted: string[]; upcoming: Fault[] };

/** A sandbox whose next calls fail as told. Inquiries use its own record, not the row, because it plays a provider. */
export function faultySandbox(): FaultySandbox {
  const sandbox = sandboxAdapter();
  const [accepted, upcoming]: [string[], Fault[]] = [[], []];
  const adapter: EffectAdapter = {
    ...sandbox,
    callTimeoutMs: 50,
    settlesWithinMs: 120_000,
    // Stricter than the sandbox: this one accepts the same reference twice.
    ifUnknown: (effect) => (sandbox.ifUnknown(effect) === 'stay' ? 'stay' : 'resend-once'),
    async send(effect) {
      const fault = upcoming.shift();
      if (fault === 'too-many-requests') return classifyStatus(429, 7_000);
      if (fault === 'error-before-acceptance') return classifyStatus(500);
      accepted.push(effect.id);
      if (fault === 'hang') return new Promise<never>(() => undefined);
      if (fault === 'answer-lost') throw Object.assign(new Error('read'), { code: 'ECONNRESET', syscall: 'read' });
      if (fault === 'error-after-acceptance') return classifyStatus(500);
      if (fault === 'wrong-json') throw new SyntaxError('Unexpected token <');
      return sandbox.send(effect);
    },
    async reconcile(effect) {
      return accepted.includes(effect.id) ? sandbox.reconcile(effect) : { kind: 'absent' };
    },
  };
  return { adapter, accepted, upcoming };
}
