// An effect in doubt is never sent again here. Money cannot be given up: its refund settles it.
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { readCasePolicyNow } from '../../db/read/cases.ts';
import { type EffectRecord, listEffects } from '../../db/read/effects.ts';
import { audit } from '../../db/write/audit.ts';
import { emitEffectEvent } from '../../db/write/effect-events.ts';
import { answerOf, type EffectAnswer, putQuestion } from '../../db/write/effect-questions.ts';
import { giveUpEffect } from '../../db/write/effects-by-hand.ts';
import { staffIn } from '../../domain/access/actor.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { refusal } from '../../domain/refusal.ts';
import { mayDo } from '../../domain/service-package/access.ts';
import type { PackageAction, ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import { servicePackage } from '../../domain/service-package/process.ts';
import { findProgram } from '../../programs/index.ts';
import { packageContract } from '../../workflows/service-package/contract.ts';
import { fullReachOf } from '../cases/scope.ts';
import { EmptyBody } from '../schemas/conversations.ts';
import { Effect, GiveUpBody } from '../schemas/effect.ts';
import { problems } from '../schemas/problems.ts';
import { Id, Nullable, Ref } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { notFound, ProblemError, refuse } from '../server/errors.ts';

const giveUp = {
  config: { access: 'staff' },
  schema: {
    tags: ['effects'],
    summary: 'Give up an effect whose outcome is unknown',
    description:
      'It counts as refused from then on (`given-up`), and is not sent again. For the role that decides on money that bought nothing. Never for money itself: that is settled at its refund. 409 `effect-not-unknown` for one that is not in doubt.',
    params: Type.Object({ id: Id }),
    body: GiveUpBody,
    response: { 200: Ref(Effect), ...problems(400, 401, 403, 404, 409, 503) },
  },
} as const;

const retry = {
  config: { access: 'staff' },
  schema: {
    tags: ['effects'],
    summary: 'Ask the provider once more about an effect in doubt',
    description:
      'Nothing is sent again. The provider’s answer settles the effect; for a refund it settles the refund, in your name. `answer` is null if none comes within ten seconds: it comes later. For the role that decides on money that bought nothing; for a refund, finance. 409 `effect-not-unknown` for one that is not in doubt.',
    params: Type.Object({ id: Id }),
    body: EmptyBody,
    response: {
      200: Type.Object({
        effect: Ref(Effect),
        answer: Nullable(Type.Enum(['accepted', 'refused', 'absent', 'undecided', 'not-asked'])),
      }),
      ...problems(400, 401, 403, 404, 409, 503),
    },
  },
} as const;

const MONEY: readonly string[] = ['refund', 'payout'];
const NOT_ALLOWED = refusal('not-allowed', 'your role may not do this');
const MONEY_IS_SETTLED = refusal('not-allowed', 'the outcome of money is entered at its refund');

export async function doubtRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/effects/:id/give-up', giveUp, async (request) => {
    const { id } = request.params;
    const found = await seen(request, id);
    await checkAllowed(request, found, 'decide-payment');
    if (MONEY.includes(found.channel)) refuse(MONEY_IS_SETTLED);
    const isGivenUp = await write(request, found, request.body.reason);
    // It may have been given up before, by a repeated request or another person.
    const now = await seen(request, id);
    if (isGivenUp || now.status === 'refused') return effectView(now);
    noDoubt();
  });

  app.post('/v1/effects/:id/retry', retry, async (request) => {
    const { id } = request.params;
    const found = await seen(request, id);
    const isMoney = MONEY.includes(found.channel);
    await checkAllowed(request, found, isMoney ? 'settle-refund' : 'decide-payment');
    if (found.status !== 'unknown') noDoubt();
    const by = staffIn(request.staff, found.program);
    const question = await putQuestion(request.em, { effectId: id, by }, toInstant(app.clock.now()));
    const answer = await untilAnswered(request, question);
    if (isMoney) await app.cases.deliver(packageContract.workflowId(found.program, found.caseId));
    return { effect: effectView(await seen(request, id)), answer };
  });
}

const LOOK_EVERY_MS = 100;
const LOOKS = 100;

async function untilAnswered({ server }: FastifyRequest, question: string): Promise<EffectAnswer | null> {
  for (let look = 0; look < LOOKS; look += 1) {
    const answer = await answerOf(server.orm.em.fork(), question);
    if (answer !== null) return answer;
    await pause(LOOK_EVERY_MS);
  }
  return null;
}

/** @throws ProblemError 409 */
function noDoubt(): never {
  throw new ProblemError('effect-not-unknown', 'its outcome is known');
}

/** An effect that the reader may see. @throws ProblemError 404 */
async function seen({ em, staff }: FastifyRequest, id: string): Promise<EffectRecord> {
  const [found] = await listEffects(em, { id, reach: fullReachOf(staff), limit: 1 });
  return found ?? notFound();
}

/** By the policy that the effect's package keeps; for other cases by the program's. @throws RefusedError */
async function checkAllowed(
  { em, staff }: FastifyRequest,
  { process, program, caseId }: EffectRecord,
  action: PackageAction,
): Promise<void> {
  const isOfPackage = process === servicePackage.name;
  const policy = isOfPackage
    ? await readCasePolicyNow<ServicePackagePolicy>(em, caseId)
    : findProgram(program)?.servicePackage;
  if (policy === undefined || !mayDo(policy, action, staffIn(staff, program))) refuse(NOT_ALLOWED);
}

async function write({ em, server, staff }: FastifyRequest, effect: EffectRecord, reason: string): Promise<boolean> {
  const { id, program, caseId, intent } = effect;
  const at = toInstant(server.clock.now());
  return em.transactional(async (tx) => {
    if (!(await giveUpEffect(tx, id, at))) return false;
    const details = { effect: id, intent };
    await audit(tx, { at, actor: staff.login, action: 'effect.give-up', program, caseId, reason, details });
    await emitEffectEvent(tx, id, at);
    return true;
  });
}

export function effectView({ plannedAt: _plannedAt, ...shown }: EffectRecord): Static<typeof Effect> {
  return shown;
}
