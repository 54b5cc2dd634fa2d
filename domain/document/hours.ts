import Type from 'typebox';
import { closed, ids } from './parts.ts';

const TIME = '^(?:[01]\\d|2[0-3]):[0-5]\\d$';

const Opening = closed(
  {
    opens: Type.String({ pattern: TIME, description: '`HH:MM`' }),
    closes: Type.String({
      pattern: `${TIME.slice(0, -1)}|^24:00$`,
      description:
        '`HH:MM`, itself outside; `24:00` is the end of the day, and a time that is not after the opening is on the next day',
    }),
  },
  'One opening, in local time',
);

const Day = Type.Array(Opening, { maxItems: 6, description: 'The openings of a day in order; none is a closed day' });

/** The days of a week in the order of ISO 8601. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Opening hours, in the program's time zone. */
export const Hours = closed(
  {
    week: closed(
      {
        monday: Type.Optional(Day),
        tuesday: Type.Optional(Day),
        wednesday: Type.Optional(Day),
        thursday: Type.Optional(Day),
        friday: Type.Optional(Day),
        saturday: Type.Optional(Day),
        sunday: Type.Optional(Day),
      },
      'The usual week; a day that is left out is closed',
    ),
    dates: Type.Optional(
      Type.Record(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Day, {
        description: 'Other hours on single dates, before week and holidays: a half day, a working Saturday',
        additionalProperties: false,
      }),
    ),
    holidays: Type.Optional(ids('Lists of holidays, shared by programs: closed days')),
  },
  'Opening hours, in the program’s time zone',
);
