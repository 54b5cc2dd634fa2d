import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { leftSinceMoved, type LeftMeanwhile } from '../../../db/read/left-meanwhile.ts';
import { listOpenCases, type OpenCase } from '../../../db/read/open-cases.ts';
import { readVersion } from '../../../db/read/program-versions.ts';
import { audit } from '../../../db/write/audit.ts';
import { enqueue } from '../../../db/write/outbox.ts';
import { keepPolicy, policyText } from '../../../db/write/policies.ts';
import { lockPublishing } from '../../../db/write/program-versions.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import type { AnyProcess } from '../../../domain/process.ts';
import type { Program } from '../../../domain/program.ts';
import { type PreviewedCase, stepsBeforeAndAfter } from '../../../domain/version-preview.ts';
import { findVersion } from '../../../programs/index.ts';
import { contractOf } from '../../../workflows/contract.ts';
import { problems } from '../../schemas/problems.ts';
import { MovedCase } from '../../schemas/program-cases.ts';
import { Id } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound } from '../../server/errors.ts';
import { checkMayChange, FOR_WHOM } from './given-document.ts';
import { toPreview } from './previewing.ts';
import { VersionPath } from './versions.ts';

const MOST_AT_ONCE = 500;

const move = {
  config: { access: 'staff' },
  schema: {
    tags: ['programs'],
    summary: 'Move open cases to a version',
    description: `${FOR_WHOM} With \`dryRun\` nothing is moved. Each case says its steps before and after. \`refused\` are cases that the version cannot hold, for example because their queue is gone; they keep their version. At most ${MOST_AT_ONCE} at a time, those whose next step is nearest first; \`left\` says that there are more. A move is carried out by the case itself a moment later, and is in its timeline; moving back is another move. \`meanwhile\` lists what left since the last move (texts, SMS, payment requests, refunds); null for a case that was never moved.`,
    params: VersionPath,
    body: Type.Object(
      {
        filter: Type.Optional(
          Type.Object(
            {
              process: Type.Optional(Type.String({ maxLength: 64 })),
              fromVersion: Type.Optional(Type.Integer({ minimum: 1 })),
              caseIds: Type.Optional(Type.Array(Id, { maxItems: MOST_AT_ONCE })),
            },
            { additionalProperties: false },
          ),
        ),
        dryRun: Type.Boolean(),
      },
      { additionalProperties: false },
    ),
    response: {
      200: Type.Object({
        moved: Type.Array(MovedCase),
        refused: Type.Array(MovedCase),
        left: Type.Boolean({ description: 'There may be more: ask again' }),
      }),
      ...problems(400, 401, 403, 404),
    },
  },
} as const;

type Moving = { one: OpenCase; process: AnyProcess; policy: object | null; previewed: PreviewedCase };
type Meanwhiles = ReadonlyMap<string, LeftMeanwhile>;

export async function movingRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/programs/:program/versions/:version/move-cases', move, async (request) => {
    const { em, body, params, staff } = request;
    checkMayChange(request, params.program);
    const to = findVersion(params.program, Number(params.version)) ?? notFound();
    const { fromVersion, ...filter } = body.filter ?? {};
    const at = toInstant(app.clock.now());
    const found = await listOpenCases(em, params.program, MOST_AT_ONCE, filter);
    const all = await Promise.all(found.map((one) => movingOf(em, one, to, { fromVersion, at })));
    const cases = all.filter((one) => one !== null);
    const [moved, refused] = [cases.filter(canMove), cases.filter((one) => !canMove(one))];
    const meanwhile = await leftSinceMoved(
      em,
      cases.map(({ one }) => one.id),
    );
    if (!body.dryRun) {
      const told = await em.transactional(async (tx) => {
        await checkStanding(tx, to);
        const details = { version: to.version, filter: body.filter ?? {}, cases: moved.length };
        await audit(tx, { at, actor: staff.login, action: 'program.cases-moved', program: to.name, details });
        return order(tx, moved, { program: to.name, by: staff.login, at });
      });
      for (const workflowId of told) void app.cases.deliver(workflowId);
    }
    const view = (one: Moving) => shown(one, meanwhile);
    return { moved: moved.map(view), refused: refused.map(view), left: found.length === MOST_AT_ONCE };
  });
}

const canMove = ({ policy, previewed }: Moving) => policy !== null && previewed.after !== null;

function shown({ one, previewed }: Moving, meanwhile: Meanwhiles) {
  return { caseId: one.id, process: one.process, ...previewed, meanwhile: meanwhile.get(one.id) ?? null };
}

/** While cases are moved to it, a version cannot be withdrawn. @throws ProblemError 404 for one that was */
async function checkStanding(tx: Em, { name, version }: Program): Promise<void> {
  await lockPublishing(tx);
  if ((await readVersion(tx, name, version))?.withdrawnAt !== null) notFound();
}

/** `null` for a case that has the version's rules already, or another version than the filter asks for. */
async function movingOf(
  em: Em,
  one: OpenCase,
  to: Program,
  { fromVersion, at }: { fromVersion: number | undefined; at: Instant },
): Promise<Moving | null> {
  const preview = await toPreview(em, one);
  if (preview === null) return null;
  const { programVersion } = preview.policy as { programVersion?: number };
  if (fromVersion !== undefined && programVersion !== fromVersion) return null;
  const policy = preview.process.policy(to) ?? null;
  if (policy !== null && policyText(policy).digest === one.digest) return null;
  return { one, process: preview.process, policy, previewed: stepsBeforeAndAfter(preview, to, at) };
}

/** Puts each move into the outbox. Returns the workflows to tell. */
async function order(
  em: Em,
  moved: readonly Moving[],
  { program, by, at }: { program: string; by: string; at: Instant },
): Promise<string[]> {
  const told: string[] = [];
  for (const { one, process, policy } of moved) {
    if (policy === null) continue;
    const digest = await keepPolicy(em, policy);
    const contract = contractOf(process);
    const entry = contract.follow({ caseId: one.id, program }, { digest, by }, `follow/${one.id}/${randomUUID()}`);
    await enqueue(em, entry, at);
    told.push(entry.workflowId);
  }
  return told;
}
