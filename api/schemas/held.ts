// Only counts and ids are shown, because admins see no correspondence.
import Type from 'typebox';
import { Id } from './shared.ts';

const Several = (what: string) =>
  Type.Object(
    { count: Type.Integer({ minimum: 0 }), ids: Type.Array(Id, { description: 'The first 200' }) },
    { description: what },
  );

const InHand = (when: string) =>
  Type.Object(
    {
      conversations: Several('Requests that they have accepted and not closed'),
      tickets: Several('Tickets that are theirs and not closed, of a package or of none'),
    },
    { description: when },
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
