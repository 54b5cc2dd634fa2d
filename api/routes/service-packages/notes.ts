import { randomUUID } from 'node:crypto';
import { writeCaseNote } from '../../../db/write/case-notes.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { problems } from '../../schemas/problems.ts';
import { PackageParams, ServicePackageView } from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import { NoteBody } from '../../schemas/tickets.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { shown } from './package-command.ts';

const note = {
  config: { access: 'service-package.note' },
  schema: {
    tags: ['service-packages'],
    summary: 'Note something about a package, also one that is over',
    description: 'By everybody who can read the package. It stands in the timeline. Card numbers are masked.',
    params: PackageParams,
    body: NoteBody,
    response: { 200: Ref(ServicePackageView), ...problems(400, 401, 403, 404) },
  },
} as const;

export async function packageNoteRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/service-packages/:id/notes', note, async (request) => {
    const { em, body, staff, servicePackage, updateId } = request;
    refuseBlank('/text', body.text);
    const { id: caseId, program } = servicePackage.record;
    const at = toInstant(app.clock.now());
    const entry = { at, what: 'package-note', by: staff.login, rule: null, noteId: randomUUID() };
    const kind = 'service-package';
    const written = { about: { kind, id: caseId }, caseId, process: kind, program, entry, updateId } as const;
    const { text } = body;
    await em.transactional((tx) => writeCaseNote(tx, { ...written, text }));
    return shown(request);
  });
}
