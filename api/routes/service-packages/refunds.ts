import Type, { type Static } from 'typebox';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { caseRoutes } from '../../cases/routes.ts';
import { EmptyBody } from '../../schemas/conversations.ts';
import { HandedOutBody, RefundReasonBody } from '../../schemas/service-packages.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { packages } from './package-cases.ts';

type ReasonBody = Static<typeof RefundReasonBody>;

function withReason(kind: 'decline-refund' | 'resubmit-refund') {
  return {
    body: RefundReasonBody,
    words: ({ reason }: ReasonBody) => reason,
    command(
      { body, params: { id: refundId } }: { body: ReasonBody; params: { id: string } },
      by: Staff,
      noteId: string | null,
    ) {
      refuseBlank('/reason', body.reason);
      return { kind, by, refundId, noteId };
    },
  };
}

export const refundRoutes = caseRoutes(servicePackage)({
  ...packages,
  tags: ['payments'],
  path: '/v1/refunds',
  partOf: 'refunds',
  verbs: {
    approve: {
      access: 'service-package.approve-refund',
      summary: 'Approve a refund',
      description:
        'By finance, never by the person who prepared it (`second-person-required`). The provider is asked at once.',
      body: EmptyBody,
      command: ({ params: { id: refundId } }, by) => ({ kind: 'approve-refund', by, refundId }),
    },
    settle: {
      access: 'service-package.settle-refund',
      summary: 'Settle a refund in doubt',
      description: 'A refund that is `unknown` is never repeated by a machine: a person looks it up and says so.',
      body: Type.Object({ status: Type.Enum(['paid', 'refused']) }, { additionalProperties: false }),
      command: ({ body: { status }, params: { id: refundId } }, by) => ({
        ...{ kind: 'settle-refund', by, refundId, status },
      }),
    },
    decline: {
      access: 'service-package.approve-refund',
      summary: 'Decline a refund, with the reason',
      description: 'It goes back to the person who prepared it, who may ask for approval again (`resubmit`).',
      ...withReason('decline-refund'),
    },
    resubmit: {
      access: 'service-package.cancel',
      summary: 'Ask for the approval of a declined refund once more',
      description: 'The person who resubmits it counts as its preparer, so another person has to approve it.',
      ...withReason('resubmit-refund'),
    },
    'handed-out': {
      access: 'service-package.settle-refund',
      summary: 'Cash was handed out to the customer',
      description: 'For a refund in status `to-hand-out`. `reference` is the number of the receipt.',
      body: HandedOutBody,
      words: ({ reference }) => reference,
      command({ body, params: { id: refundId } }, by, noteId) {
        refuseBlank('/reference', body.reference);
        return { kind: 'hand-out-refund', by, refundId, noteId };
      },
    },
  },
});
