import { randomUUID } from 'node:crypto';
import type { Static } from 'typebox';
import { toInstant } from '../../../domain/calendar/instant.ts';
import type { PackageCommand } from '../../../domain/service-package/commands.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { caseRoutes } from '../../cases/routes.ts';
import { EmptyBody } from '../../schemas/conversations.ts';
import {
  PackageWithVisit,
  type ServicePackageView,
  StartsAtBody,
  VisitCorrectionBody,
  VisitParams,
  VisitRecordBody,
} from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { agreedInstead } from './collection.ts';
import { packages } from './package-cases.ts';

const withVisit = {
  ...packages,
  answer: {
    schema: Ref(PackageWithVisit),
    of(shown: Static<typeof ServicePackageView>, command: PackageCommand) {
      const visit = shown.visits.findLast((one) => isAbout(command, one));
      if (visit === undefined) throw new Error('the visit is not in its package');
      return { ...shown, visit };
    },
  },
};

function isAbout(command: PackageCommand, visit: { id: string; startsAt: string }): boolean {
  if (!('visitId' in command)) return false;
  // A repeated request finds the visit of its first run, under that run's id.
  return visit.id === command.visitId || (command.kind === 'add-visit' && visit.startsAt === command.startsAt);
}

function planned(
  { startsAt, collection, confirmFarAhead = false }: Static<typeof StartsAtBody>,
  noteId: string | null,
) {
  return { startsAt: toInstant(new Date(startsAt)), confirmFarAhead, collection: agreedInstead(collection, noteId) };
}

export const addVisitRoutes = caseRoutes(servicePackage)({
  ...withVisit,
  verbs: {
    visits: {
      access: 'service-package.change-visits',
      summary: 'Plan a further visit',
      description:
        'One that was given back, or not planned yet. Beyond the balance `no-visits-left`; outside of validity and grace `outside-validity`.',
      body: StartsAtBody,
      status: 201,
      words: ({ collection }) => collection?.address,
      command: ({ body }, by, noteId) => ({ kind: 'add-visit', by, visitId: randomUUID(), ...planned(body, noteId) }),
    },
  },
});

export const visitRoutes = caseRoutes(servicePackage)({
  ...withVisit,
  under: { path: 'visits/:visitId', params: VisitParams },
  verbs: {
    reschedule: {
      access: 'service-package.change-visits',
      summary: 'Move a visit',
      description:
        'Free until the program’s limit, on the visit’s own day too where the limit is in hours. Afterwards it is `visit-too-late`, with the limit as `freeUntil`, and nothing changes (FK-18).',
      body: StartsAtBody,
      words: ({ collection }) => collection?.address,
      command: ({ body, params: { visitId } }, by, noteId) => ({
        kind: 'reschedule-visit',
        by,
        visitId,
        ...planned(body, noteId),
      }),
    },
    cancel: {
      access: 'service-package.change-visits',
      summary: 'Cancel a visit',
      description:
        'Answers what happened: until the limit of free changes it is `cancelled` and back on the balance; afterwards `counted` (FK-18), and on its civil day in the program’s zone `completed`, with a call to the customer (FK-19, FK-20).',
      body: EmptyBody,
      command: ({ params: { visitId } }, by) => ({ kind: 'cancel-visit', by, visitId }),
    },
    complete: {
      access: 'service-package.complete-visit',
      summary: 'Set a visit as held',
      description:
        'The same as recording it as `completed`: from its day on, by operations or the desk, for a package that is paid.',
      body: EmptyBody,
      command: ({ params: { visitId } }, by) => ({ kind: 'complete-visit', by, visitId }),
    },
    record: {
      access: 'service-package.complete-visit',
      summary: 'Record what became of a visit',
      description:
        'From its civil day on (`not-yet`), for a package that is paid; in the grace and after it too. `not-held` is for the lead; once the package is over the visit is paid back without a fee, which a ticket `visit-refund` asks for. A ticket that asks for the record is closed by it.',
      body: VisitRecordBody,
      words: ({ reason }) => reason,
      command: ({ body: { outcome }, params: { visitId } }, by, noteId) => ({
        ...{ kind: 'record-visit', by, visitId, outcome, noteId },
      }),
    },
    correct: {
      access: 'service-package.correct-visit',
      summary: 'Correct the record of a visit',
      description:
        'By the lead, with a reason. A package that was used up goes on when a visit returns to its balance; one that is over asks the lead to pay it back (`visit-refund`). What the record says already is `nothing-to-correct`. The records of a paid package that was cancelled are `cancellation-settled`.',
      body: VisitCorrectionBody,
      words: ({ reason }) => reason,
      command({ body: { status, reason }, params: { visitId } }, by, noteId) {
        refuseBlank('/reason', reason);
        return { kind: 'correct-visit', by, visitId, status, noteId };
      },
    },
  },
});
