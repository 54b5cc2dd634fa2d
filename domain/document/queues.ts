import Type from 'typebox';
import { closed, Distribution, duration, role, roles, Rule, textId } from './parts.ts';

const EscalateStep = closed(
  {
    kind: Type.Literal('escalate'),
    after: duration('Since the choice of the category'),
    to: roles('Roles that are addressed as well', { minItems: 1 }),
    overdue: Type.Boolean({ description: 'The request is overdue from then on' }),
    rule: Rule,
  },
  'Addresses more roles when a request has not been accepted in time',
);

const RuledText = closed({ text: textId('The text that is sent'), rule: Rule });

const SayStep = closed(
  {
    kind: Type.Literal('say'),
    after: duration('Since the choice of the category'),
    inHours: RuledText,
    outOfHours: RuledText,
  },
  'Tells the customer that the request has not been accepted yet; the text depends on the hour of sending',
);

const NotifyStep = closed(
  {
    kind: Type.Literal('notify'),
    after: duration('Since the choice of the category'),
    to: roles('Roles that are told; they may read the request', { minItems: 1 }),
    rule: Rule,
  },
  'Tells roles that a request has not been accepted yet; it is not offered to them and does not become overdue',
);

export const Ladder = (description: string) =>
  Type.Array(Type.Union([EscalateStep, SayStep, NotifyStep]), { description, maxItems: 20 });

export const Queue = closed({
  role: role('Hears of a new request at once'),
  ladder: Type.Optional(Ladder('Timed steps, in order; without it the `ladder` of all queues')),
  distribution: Type.Optional(Distribution),
  absenceReply: Type.Optional(
    closed(
      { text: textId('The text that a customer then reads'), rule: Rule, setBy: role('The role that may announce it') },
      'Set when the queue’s people may announce a dated absence with a substitute',
    ),
  ),
});
