import type { Money } from './money.ts';

/** The id of a payment method in its program. */
export type PaymentMethod = string;

/**
 * `link` and `code` are sent to the customer by SMS, a `collection` fetches the money at an address and a time, and
 * `by-hand` takes it at a desk without a provider.
 */
export type MethodKind = 'link' | 'code' | 'collection' | 'by-hand';

/** What an effect asks, and which outside system it asks. Its adapter follows from it, and its first part is the channel. */
export type EffectKind =
  | 'sms'
  | 'mail'
  | 'helpdesk'
  | `payment/${'request' | 'expire'}/${PaymentMethod}`
  | `refund/${PaymentMethod}`;

/** People filter effects by channel. */
export type EffectChannel = ChannelOf<EffectKind>;

type ChannelOf<Kind> = Kind extends `${infer Channel}/${string}` ? Channel : Kind;

/** An SMS to the customer. `intent` is unique within the case, so each is sent once. */
export type SmsOrder = { intent: string; text: string; values: Record<string, string | number>; rule: string };

/**
 * A mail. `to` and `cc` name recipients as the process knows them, such as `agency`; `subject` and `text` are ids of
 * texts; `files` are ids of stored files. Addresses and file names are read when it leaves, because histories hold no
 * personal data. `intent` is unique within the case, so each is sent once.
 */
export type MailOrder = {
  intent: string;
  to: string;
  cc: readonly string[];
  subject: string;
  text: string;
  values: Record<string, string | number>;
  files: readonly string[];
  /** No server can say whether a mail arrived after all: it is sent once more, or a person decides. */
  ifUnknown: 'resend-once' | 'stay';
  rule: string;
};

/** An order to a payment provider. A link or code goes out as SMS once the provider has given it. */
export type PaymentOrder =
  | {
      kind: 'request';
      intent: string;
      requestId: string;
      method: PaymentMethod;
      amount: Money;
      sms: { text: string; rule: string } | null;
    }
  | { kind: 'expire'; intent: string; requestId: string }
  | { kind: 'refund'; intent: string; refundId: string; attempt: number; paymentId: string; amount: Money };

/**
 * Something that leaves the system because of a case, by channel. A message or a payment happens once, by its intent.
 * The help desk is synchronized: it gets each version of a ticket, and the latest one counts.
 */
export type Effect =
  | { channel: 'sms'; order: SmsOrder; requestId: string | null }
  | { channel: 'mail'; order: MailOrder }
  | { channel: 'payment'; order: PaymentOrder }
  | { channel: 'helpdesk'; key: string; version: number };

/** The outcome of an effect that its case waits for: `paid` of a refund, `sent` of a mail. */
export type EffectOutcome = { status: 'paid' | 'sent' | 'unknown' | 'refused' };

/**
 * A message that had left and has not arrived, as its provider reported later. `reason` is a stable word:
 * `undelivered` of an SMS; `bounced` of a mail, or `bounced-cc` when only a copy came back.
 */
export type FailedDelivery = { intent: string; channel: EffectChannel; reason: string };
