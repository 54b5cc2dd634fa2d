import Type from 'typebox';
import { FreeText, Id, Instant, Nullable, processNames } from './shared.ts';

const words = <const Words extends readonly string[]>(all: Words) => Type.Enum([...all]);

/** The channel by which an effect leaves Careline. */
export const Channel = Type.Enum(['sms', 'mail', 'payment', 'refund', 'helpdesk', 'sheet']);

/** The status of an effect. */
export const EffectStatus = Type.Enum(['planned', 'sending', 'done', 'refused', 'unknown']);

const Attached = Type.Object({ name: Type.String(), type: Type.String(), size: Type.Integer() });

export const Effect = Type.Object(
  {
    id: Id,
    process: Type.Enum(processNames, { description: 'Which process its case is of' }),
    caseId: Id,
    program: Type.String(),
    channel: Type.String({ examples: ['sms'], description: 'sms, mail, payment, refund, helpdesk, sheet' }),
    intent: Type.String({ description: 'Its purpose, once per case' }),
    to: Type.String(),
    cc: Type.Array(Type.String(), { description: 'Addresses that get a copy of a mail' }),
    subject: Nullable(Type.String({ description: 'Of a mail' })),
    text: Type.String(),
    attachments: Type.Array(Attached, { description: 'The files of a mail' }),
    status: EffectStatus,
    delivery: Nullable(words(['delivered', 'failed'])),
    reason: Nullable(
      Type.String({
        examples: ['bounced'],
        description: 'Why it is refused, unknown, being retried or has not arrived: a word of ours or of its provider',
      }),
    ),
    attempts: Type.Integer(),
    account: Nullable(
      Type.String({ description: 'The account of the program by which it leaves; null: the installation’s provider' }),
    ),
    at: Type.Unsafe<string>({ ...Instant, description: 'When it was sent, or planned as long as it has not been' }),
  },
  { $id: 'Effect', description: 'Something that leaves Careline: planned, sent, settled' },
);

export const GiveUpBody = Type.Object(
  { reason: FreeText({ minLength: 1, maxLength: 500, pattern: '\\S' }) },
  { additionalProperties: false },
);
