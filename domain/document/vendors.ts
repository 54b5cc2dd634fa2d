import Type from 'typebox';
import { byId, closed, id } from './parts.ts';

const NAME = '^[a-z][a-zA-Z0-9]{0,63}$';

const Setting = Type.Union([
  Type.String({ minLength: 1, maxLength: 500 }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.Integer(), { minItems: 1, maxItems: 20 }),
]);

const AccountDocument = closed({
  kind: Type.Enum(['payment', 'sms', 'help-desk', 'mail'], {
    description:
      'The purpose of the account. Each way to pay names its account; an account of another kind serves the whole program, which has at most one of each',
  }),
  adapter: id('The name of the provider’s adapter'),
  sandbox: Type.Optional(Type.Boolean({ description: 'Nothing leaves; people play the provider of payments' })),
  settings: Type.Optional(
    Type.Record(Type.String({ pattern: NAME }), Setting, {
      description: 'Settings of the adapter that are no secret',
      additionalProperties: false,
    }),
  ),
  secrets: Type.Optional(
    Type.Record(
      Type.String({ pattern: NAME }),
      closed({
        env: Type.String({
          pattern: '^VENDOR_[A-Z0-9_]{1,100}$',
          description: 'The variable of the installation that holds it: `VENDOR_<PROGRAM>__` and any end',
        }),
      }),
      { description: 'By reference: a document never holds one', additionalProperties: false },
    ),
  ),
});

export const VendorsDocument = byId(AccountDocument, 'The program’s own accounts at providers, by id');
