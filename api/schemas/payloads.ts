// The wire form of Temporal's payloads, as its UI and command line send it to a codec server.
import Type, { type Static } from 'typebox';
import { Nullable } from './shared.ts';

const Base64 = Type.String({ description: 'base64', pattern: '^[A-Za-z0-9+\\/]*={0,2}$' });

const Payload = Type.Object(
  {
    metadata: Type.Optional(
      Nullable(
        Type.Unsafe<Record<string, string>>({
          type: 'object',
          additionalProperties: Base64,
          description: 'Among them `encoding`; each value in base64',
          examples: [{ encoding: 'anNvbi9wbGFpbg==' }],
        }),
      ),
    ),
    data: Type.Optional(Nullable(Base64)),
    externalPayloads: Type.Optional(
      Type.Array(Type.Unsafe<object>({ type: 'object', additionalProperties: true }), {
        description: 'Comes back as it was sent',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: 'InR3ZWx2ZSI=' }] },
);

/** A list of payloads; the answer has the same order. */
export const Payloads = Type.Object({ payloads: Type.Array(Payload) }, { additionalProperties: false });

export type WirePayload = Static<typeof Payload>;
