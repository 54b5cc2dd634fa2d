import Type from 'typebox';
import { readPerson } from '../../../db/read/people.ts';
import { conversation } from '../../../domain/conversation/process.ts';
import { refusal } from '../../../domain/refusal.ts';
import { caseRoutes } from '../../cases/routes.ts';
import { EmptyBody } from '../../schemas/conversations.ts';
import { CategoryWord, DispositionWord } from '../../schemas/program-words.ts';
import { FreeText } from '../../schemas/shared.ts';
import { refuse } from '../../server/errors.ts';
import { conversations } from './conversation-cases.ts';

const closed = { additionalProperties: false } as const;
const words = Type.Optional(FreeText({ maxLength: 2_000 }));

export const moveRoutes = caseRoutes(conversation)({
  ...conversations,
  verbs: {
    accept: {
      access: 'conversation.accept',
      summary: 'Accept a waiting request; the first wins',
      description:
        'For members of a role that the request addresses, and the director. The second to accept gets `already-accepted` with `assignee`; accepting your own conversation again is no error (CDEK-10).',
      body: EmptyBody,
      command: (_, by) => ({ kind: 'accept', by }),
    },
    release: {
      access: 'conversation.release',
      summary: 'Give a request back to its queue',
      description:
        'For the assignee. The request returns to its queue and its ladder goes on (CDEK-16). Steps that are still ahead keep their times. An escalation that fell due meanwhile happens now. A text to the customer that fell due meanwhile is left out.',
      body: EmptyBody,
      command: (_, by) => ({ kind: 'release', by }),
    },
    assign: {
      access: 'conversation.assign',
      summary: 'Assign to a person of the program',
      description:
        'For those who oversee its queue. `GET /v1/programs/{program}/people` lists the possible assignees; another login is `person-unknown`.',
      body: Type.Object({ login: Type.String({ minLength: 1, examples: ['klo-2'] }) }, closed),
      async command({ em, one, body: { login } }, by) {
        const person = await readPerson(em, login);
        const roles = person?.memberships.filter(({ program }) => program === one.program) ?? [];
        if (person === null || !person.active || person.admin || roles.length === 0) {
          refuse(refusal('person-unknown', 'no one in this program has this login'));
        }
        return { kind: 'assign', by, to: login };
      },
    },
    transfer: {
      access: 'conversation.transfer',
      summary: 'Move to another category; it waits again',
      description:
        'For those who may see it (CDEK-18). It becomes unassigned and follows the ladder of the new queue; its age and timeline are kept. `reason` becomes a note in the timeline.',
      body: Type.Object({ category: CategoryWord, reason: words }, closed),
      words: ({ reason }) => reason,
      command: ({ body: { category } }, by, noteId) => ({ kind: 'transfer', by, category, noteId }),
    },
    close: {
      access: 'conversation.close',
      summary: 'Close with a disposition',
      description:
        'For the assignee (CDEK-11, CDEK-12). One disposition needs `otherText`, a text of its own that can be seen; the customer is then asked for a rating.',
      body: Type.Object({ disposition: DispositionWord, otherText: words }, closed),
      words: ({ otherText }) => otherText,
      command: ({ body: { disposition = null } }, by, noteId) => ({ kind: 'close', by, disposition, noteId }),
    },
  },
});
