import Type, { type Static } from 'typebox';

const LocalDate = Type.String({
  pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
  description: '`YYYY-MM-DD`',
});

const Holiday = Type.Object(
  { date: LocalDate, title: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false, description: 'A day on which programs with this list are closed' },
);

/** A list of holidays. Programs share it and name it in their hours. */
export const HolidayListDocument = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
      maxLength: 64,
      description: 'The name of the file, without its ending',
    }),
    country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' }),
    region: Type.Optional(
      Type.String({ pattern: '^[A-Z0-9]{1,3}$', description: 'The part after the hyphen of an ISO 3166-2 code' }),
    ),
    until: Type.String({ ...LocalDate, description: 'The last day for which the list is complete' }),
    confirmedBy: Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()], {
      description: 'The person who compared it with the official announcement; null: only proposed',
    }),
    days: Type.Array(Holiday, { description: 'In order, each day once' }),
  },
  { additionalProperties: false, description: 'A list of holidays, shared by programs' },
);

export type HolidayList = Static<typeof HolidayListDocument>;
