// Adapters without a provider: they answer as a test says and record their calls.
import type { PaymentAdapters, PaymentMeans } from '../../activities/effects/adapter.ts';
import type { Adapters } from '../../activities/effects/adapters.ts';
import type { EffectAdapter, SendAnswer, Verdict } from '../../activities/effects/adapter.ts';

/** Each effect that was sent, with its adapter: `sms`, `helpdesk`, and for a method `open`, `end` and `refund`. */
export type Left = { adapter: string; id: string; recipient: string; text: string; details: unknown };

export type RecordingAdapters = {
  adapters: Adapters;
  left: Left[];
  /** The adapters that were asked about an effect. */
  asked: string[];
  /** The answer to the next effect. By default it is accepted under the name of its adapter. */
  answer: SendAnswer | null;
  verdict: Verdict | (() => never);
  /** A method's link or code for the customer. */
  means: PaymentMeans;
};

const nothing: PaymentMeans = { orderRef: null, linkRef: null, url: null, code: null };

/** Card and Fawry can be ended and refunded, cash cannot. An uncertain effect stays uncertain. */
export function recordingAdapters(): RecordingAdapters {
  const adapter = (name: string): EffectAdapter => ({
    ...{ callTimeoutMs: 1_000, settlesWithinMs: 0, ifUnknown: () => 'stay' },
    async send({ id, recipient, text, details }) {
      recorder.left.push({ adapter: name, id, recipient, text, details });
      const answer = recorder.answer ?? { kind: 'accepted', providerRef: `${name} ${id}` };
      recorder.answer = null;
      return answer;
    },
    async reconcile() {
      recorder.asked.push(name);
      return typeof recorder.verdict === 'function' ? recorder.verdict() : recorder.verdict;
    },
  });
  const paying = (name: string): PaymentAdapters => ({
    ...{
      open: adapter(`open ${name}`),
      expire: adapter(`end ${name}`),
      refund: adapter(`refund ${name}`),
      inquiry: null,
    },
    means: (providerRef) => ({ ...recorder.means, orderRef: providerRef }),
  });
  const cash = { ...paying('cash'), expire: null, refund: null };
  const payment = { link: paying('card'), code: paying('fawry'), collection: cash };
  const recorder: RecordingAdapters = {
    adapters: {
      ...{ sms: adapter('sms'), mail: adapter('mail'), helpdesk: adapter('helpdesk') },
      ...{ payment, account: () => ({ payment }) },
    },
    ...{ left: [], asked: [] },
    ...{ answer: null, verdict: { kind: 'undecided' }, means: nothing },
  };
  return recorder;
}
