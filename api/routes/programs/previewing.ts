import Type from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { countOpenCases, listOpenCases, type OpenCase } from '../../../db/read/open-cases.ts';
import { readPolicy } from '../../../db/read/policies.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { conversation } from '../../../domain/conversation/process.ts';
import { findProcess } from '../../../domain/processes.ts';
import { type CaseToPreview, previewOf } from '../../../domain/version-preview.ts';
import { compiled } from '../../../programs/book.ts';
import { replyStepsOf } from '../conversations/reply-steps.ts';
import { problems } from '../../schemas/problems.ts';
import { ChangedCase } from '../../schemas/program-cases.ts';
import { Id } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { draftOf } from './draft-of.ts';
import { FOR_WHOM } from './given-document.ts';

const MOST_LOOKED_AT = 500;

const preview = {
  config: { access: 'staff' },
  schema: {
    tags: ['programs'],
    summary: 'The effect of a draft on open cases, if they were moved to it',
    description: `${FOR_WHOM} Publishing alone changes no open case: each keeps its version. Of the open cases, the ${MOST_LOOKED_AT} whose next step is nearest are looked at; \`changed\` lists those whose steps would differ. \`after\` is null where the draft lacks what the case needs, such as its queue.`,
    params: Type.Object({ id: Id }),
    response: {
      200: Type.Object({
        openCases: Type.Integer(),
        lookedAt: Type.Integer(),
        changed: Type.Array(ChangedCase),
      }),
      ...problems(400, 401, 403, 404),
    },
  },
} as const;

export async function previewRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/drafts/:id/preview', preview, async (request) => {
    const { em, params } = request;
    const { program: name, source, base } = await draftOf(request, params.id);
    const program = compiled({ source, version: base + 1 });
    const now = toInstant(app.clock.now());
    const cases = await listOpenCases(em, name, MOST_LOOKED_AT);
    const changed = [];
    for (const one of cases) {
      const found = await toPreview(em, one);
      const previewed = found === null ? null : previewOf(found, program, now);
      if (previewed !== null) changed.push({ caseId: one.id, process: one.process, ...previewed });
    }
    return { openCases: await countOpenCases(em, name), lookedAt: cases.length, changed };
  });
}

/** An open case as its rules need it; `null` for a process that this release does not know. */
export async function toPreview(em: Em, { id, process: name, digest, state }: OpenCase): Promise<CaseToPreview | null> {
  const process = findProcess(name);
  if (process === undefined) return null;
  const ahead = process === (conversation as unknown) ? await replyStepsOf(em, id) : null;
  const policy = await readPolicy<object>(em, digest);
  return { process, policy, state: state as never, ...(ahead === null ? {} : { ahead }) };
}
