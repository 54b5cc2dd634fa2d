import Type from 'typebox';
import { closed, days, id } from './parts.ts';

/** A decimal as text, because the places of a currency differ: `'600.50'` of EGP, `'500'` of JPY, `'12.500'` of KWD. */
const Price = (description: string) =>
  Type.String({
    pattern: '^\\d{1,13}(?:\\.\\d{1,4})?$',
    description: `${description}; a decimal in quotes with no more places than the currency has, such as '600.50'`,
  });

/** How long a package may be used. */
export const ValidityTerms = {
  months: Type.Integer({ minimum: 1, maximum: 60 }),
  graceDays: days('Visits may still be used so long after the end'),
};

export const CatalogueDocument = Type.Array(
  closed({
    id: id('Its name is in `labels.packages`'),
    visits: Type.Integer({ minimum: 1, maximum: 62, description: 'Its size' }),
    price: Price('The price of all its visits together'),
    validity: Type.Optional(closed(ValidityTerms, 'Without it the validity of all packages')),
  }),
  { minItems: 1, maxItems: 100, description: 'Packages of a fixed size and price; a booking names one' },
);

export const FreePriceDocument = Type.Union(
  [
    closed({ least: Price('The lowest price'), most: Price('The highest price') }, 'A price that is agreed'),
    Type.Null({ description: 'Only the catalogue is sold' }),
  ],
  { description: 'Packages without a fixed price: its limits, or none are sold; without it every price may be agreed' },
);
