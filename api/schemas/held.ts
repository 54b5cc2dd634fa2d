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
    holds: InHand('Work that they hold now'),
    givesBack: InHand('The part of it that the change would give back'),
  },
  {
    $id: 'HeldWork',
    description:
      'Work that a person or an app holds, and the part of it that would go back: requests to their queues, tickets to another person of the team',
  },
);
