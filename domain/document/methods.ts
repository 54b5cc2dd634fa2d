import Type from 'typebox';
import { byId, closed, id } from './parts.ts';

const MethodDocument = closed({
  kind: Type.Enum(['link', 'code', 'collection', 'by-hand'], {
    description:
      '`link` and `code` go to the customer by SMS; a `collection` fetches the money at an address and a time; `by-hand` takes it at a desk, without a provider',
  }),
  account: Type.Optional(
    id('The account of `vendors` that takes the money; without it the installation’s own provider'),
  ),
  notice: Type.Optional(id('The notice that the agent gives when it is chosen')),
});

/** Ways to pay, by id. The list is the form of documents from before methods had kinds. */
export const MethodsDocument = Type.Union(
  [
    byId(MethodDocument, 'By id'),
    Type.Array(id('`card`, a link; `cash`, a collection; or a code'), { minItems: 1, uniqueItems: true }),
  ],
  { description: 'Ways to pay, by id; a list of names is the form of older documents' },
);
