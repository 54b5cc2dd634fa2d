// The input of a case, as the API sends it to Temporal, holds ids, codes and times but no wording (decision 0004).
import { expect, test } from '@jest/globals';
import { row, sql } from '../../db/sql.ts';
import { casePolicy } from '../../domain/conversation/policy.ts';
import { noCases, startApi } from '../harness/api.ts';
import { bearer, storeConversation } from '../harness/stored-conversation.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

test('neither a category’s nor a disposition’s label enters a case’s input', async () => {
  const api = await startApi({ cases: { ...noCases, deliver: async () => undefined } });
  const stored = await storeConversation(api.database.orm, { stage: 'intake' });
  const answer = await api.app.inject({
    ...{ method: 'POST', url: `/v1/conversations/${stored.id}/messages`, headers: bearer(stored) },
    payload: { choice: 'order' },
  });
  expect({ status: answer.statusCode, body: answer.json() }).toMatchObject({ status: 201 });
  const entry = await row<{ input: object }>(
    api.database.orm.em.fork(),
    sql`select payload->'input' as input from outbox where workflow_id = ${`conversation/cdek/${stored.id}`}`,
  );
  const policy = cdekPolicy();
  expect(entry?.input).toMatchObject({
    caseId: stored.id,
    begin: { policy: JSON.parse(JSON.stringify(casePolicy(policy))) },
  });
  const input = JSON.stringify(entry);
  for (const { label } of [...policy.categories, ...policy.dispositions]) expect(input).not.toContain(label);
});
