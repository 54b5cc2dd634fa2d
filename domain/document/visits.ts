import Type from 'typebox';
import { closed, days, duration, id, Rule, textId, timeOfDay } from './parts.ts';

export const SmsText = closed({ text: textId('The text that is sent'), rule: Rule });

/** How visits change, are recorded and are paid back. */
export const VisitsDocument = closed({
  freeChange: duration('A change is free until so long before'),
  cutOff: Type.Enum(['visit-start', 'visit-day'], { description: 'what it counts from: the start, or midnight' }),
  sameDay: closed({ ticket: id('A ticket type'), alwaysSend: Type.Boolean() }),
  record: Type.Optional(
    closed(
      {
        ticket: id('A ticket type'),
        dueTime: timeOfDay('On the next day'),
        result: id('With which the record closes it'),
        rule: Rule,
      },
      'The ticket for a visit without a record at the end of its day',
    ),
  ),
  returned: Type.Optional(
    closed(
      {
        ticket: id('A ticket type'),
        results: closed({ paidBack: id('A result'), takenBack: id('A result') }),
        rule: Rule,
      },
      'Visits returned too late are paid back without a fee; without this they are lost, or cost the fee',
    ),
  ),
  addressDaysBefore: Type.Optional(days('The address is asked for so many days before a visit; without it never')),
});
