import Type from 'typebox';
import { listAudit } from '../../db/read/audit.ts';
import { AuditEntry } from '../schemas/administration.ts';
import { problems } from '../schemas/problems.ts';
import { Id, Page, pageQuery, Ref } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { decodeCursor, pageOf } from '../server/pages.ts';

export async function auditRoutes(app: CarelineApp): Promise<void> {
  app.get(
    '/v1/audit',
    {
      config: { access: 'admin' },
      schema: {
        tags: ['administration'],
        summary: 'The audit trail, oldest first',
        description:
          'Moves of cases, changes of people and keys, absences, and messages read by supervisors. Holds no correspondence.',
        querystring: Type.Object({ ...pageQuery, caseId: Type.Optional(Id) }),
        response: { 200: Page(Ref(AuditEntry)), ...problems(400, 401, 403) },
      },
    },
    async ({ em, query }) => {
      const { caseId = null, cursor, limit } = query;
      const [after = '0'] = cursor === undefined ? [] : decodeCursor(cursor, 'number');
      const found = await listAudit(em, { caseId, after: Number(after), limit: limit + 1 });
      const page = pageOf(found, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map((entry) => ({ ...entry, id: String(entry.id) })) };
    },
  );
}
