// Owns ways out of the house that say what a test tells them and note what they were asked to do, without any provider.
import type { Adapters, PaymentAdapters, PaymentMeans } from '../../activities/adapters.ts';
import type { EffectAdapter, SendAnswer, Verdict } from '../../activities/effect-adapter.ts';

/** Each effect that has left, with the name of its way: `sms`, `helpdesk`, and of a method `open`, `end` and `refund`. */
export type Left = { way: string; id: string; recipient: string; text: string; details: unknown };

export type WaysOut = {
  adapters: Adapters;
  left: Left[];
  /** The ways by which somebody was asked about an effect. */
  asked: string[];
  /** What is said to the next that leaves; accepted, under the name of its way, where nothing is set. */
  answer: SendAnswer | null;
  verdict: Verdict | (() => never);
  /** What a method gives for the customer to pay with. */
  means: PaymentMeans;
};

const nothing: PaymentMeans = { orderRef: null, linkRef: null, url: null, code: null };

/** Card and Fawry can be ended and paid back, cash cannot. What is in doubt stays so. */
export function waysOut(): WaysOut {
  const way = (name: string): EffectAdapter => ({
    ...{ callTimeoutMs: 1_000, settlesWithinMs: 0, ifUnknown: () => 'stay' },
    async send({ id, recipient, text, details }) {
      ways.left.push({ way: name, id, recipient, text, details });
      const answer = ways.answer ?? { kind: 'accepted', providerRef: `${name} ${id}` };
      ways.answer = null;
      return answer;
    },
    async reconcile() {
      ways.asked.push(name);
      return typeof ways.verdict === 'function' ? ways.verdict() : ways.verdict;
    },
  });
  const paying = (name: string): PaymentAdapters => ({
    ...{ open: way(`open ${name}`), expire: way(`end ${name}`), refund: way(`refund ${name}`), inquiry: null },
    means: (providerRef) => ({ ...ways.means, orderRef: providerRef }),
  });
  const cash = { ...paying('cash'), expire: null, refund: null };
  const payment = { card: paying('card'), fawry: paying('fawry'), cash };
  const ways: WaysOut = {
    ...{ adapters: { sms: way('sms'), helpdesk: way('helpdesk'), payment }, left: [], asked: [] },
    ...{ answer: null, verdict: { kind: 'undecided' }, means: nothing },
  };
  return ways;
}
