// Only counts and ids are shown, because admins see no correspondence.
import Type from 'typebox';
import { Id } from './shared.ts';

const MOST_PROCESSES = 20;

const InHand = (when: string) =>
  Type.Array(
    Type.Object({
      process: Type.String({ description: 'The process of the work; a package’s ticket counts as a ticket' }),
      count: Type.Integer({ minimum: 1 }),
      ids: Type.Array(Id, { description: 'The first 200', maxItems: 200 }),
    }),
    { description: when, maxItems: MOST_PROCESSES },
  );

export const HeldWork = Type.Object(
  {
    holds: InHand('What they have in hand now'),
    givesBack: InHand('What of it goes back by the change that is asked about'),
  },
  {
    $id: 'HeldWork',
    description:
      'What a person or an app has in hand, and what of it would go back: requests to their queues, tickets to somebody of their team',
  },
);
