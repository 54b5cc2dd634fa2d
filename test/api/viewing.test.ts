// The audit of a supervisor's reading, also when the browser shows a cached copy.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { writeNote } from '../../db/write/timeline.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';
import { bearer, type Stored, storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('a supervisory viewing leaves an audit row, and no other reading does:', () => {
  const viewed = (id: string) =>
    rows(
      api.database.orm.em.fork(),
      sql`select actor, action, reason, details from audit_entries where case_id = ${id}::uuid order by id`,
    );
  const row = { actor: 'director', action: 'conversation.read-messages', reason: 'oversight' };
  const get = async (login: string, url: string) => (await (await api.as(login))({ url })).statusCode;
  const atWork = () => storeConversation(api.database.orm, { stage: 'assigned', assignee: 'klo-1' });

  test('messages', async () => {
    const { id } = await atWork();
    const url = `/v1/conversations/${id}/messages`;
    expect([await get('klo-1', url), await get('director', url)]).toEqual([200, 200]);
    expect(await viewed(id)).toEqual([{ ...row, details: null }]);
  });

  const anUpload = (stored: Stored) => ({
    method: 'POST' as const,
    url: `/v1/conversations/${stored.id}/attachments`,
    payload: '--X\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n\r\n--X--\r\n',
    headers: { ...bearer(stored), 'content-type': 'multipart/form-data; boundary=X' },
  });

  test('the download of an attachment, by its id', async () => {
    const stored = await atWork();
    const sent = await api.call(anUpload(stored));
    const attachmentId = sent.json<{ id: string }>().id;
    const url = `/v1/attachments/${attachmentId}`;
    expect((await api.call({ url, headers: bearer(stored) })).statusCode).toBe(200);
    expect([await get('klo-1', url), await get('klo-2', url), await get('director', url)]).toEqual([200, 404, 200]);
    expect(await viewed(stored.id)).toEqual([{ ...row, details: { attachmentId } }]);
  });

  test('a copy in a browser is asked for again each time: after a logout and for a colleague it is not shown', async () => {
    const stored = await atWork();
    const sent = await api.call(anUpload(stored));
    const attachmentId = sent.json<{ id: string }>().id;
    const url = `/v1/attachments/${attachmentId}`;
    const etag = String((await api.call({ url, headers: bearer(stored) })).headers['etag']);
    const again = async (as: typeof api.call, tag = etag) => {
      const answer = await as({ url, headers: { 'if-none-match': tag } });
      return [answer.statusCode, answer.headers['cache-control'], answer.body.length > 0];
    };
    const owner: typeof api.call = (options) =>
      api.call({ ...options, headers: { ...options.headers, ...bearer(stored) } });
    const kept = [304, 'private, no-cache', false];
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) expect(await again(owner, tag)).toEqual(kept);
    expect(await again(owner, `"${randomUUID()}"`)).toEqual([200, 'private, no-cache', true]);
    expect(await again(await api.as('klo-1'))).toEqual(kept);
    expect((await again(api.call))[0]).toBe(401);
    expect((await again(await api.as('klo-2')))[0]).toBe(404);
    expect(await viewed(stored.id)).toEqual([]);
    expect(await again(await api.as('director'))).toEqual(kept);
    expect(await viewed(stored.id)).toEqual([{ ...row, details: { attachmentId } }]);
  });

  test('a timeline with another’s note in it', async () => {
    const [noted, plain] = [await atWork(), await atWork()];
    const [em, noteId] = [api.database.orm.em.fork(), randomUUID()];
    await writeNote(em, { id: noteId, caseId: noted.id, by: 'klo-1', text: 'ask the others' }, START);
    await rows(
      em,
      sql`insert into timeline_entries (case_id, at, what, by, note_id) values
        (${noted.id}::uuid, ${START}, 'transferred', 'klo-1', ${noteId}::uuid), (${plain.id}::uuid, ${START}, 'accepted', 'klo-1', null)`,
    );
    for (const { id } of [noted, plain]) {
      const url = `/v1/conversations/${id}/timeline`;
      expect([await get('klo-1', url), await get('director', url)]).toEqual([200, 200]);
    }
    expect(await viewed(noted.id)).toEqual([{ ...row, details: { part: 'notes' } }]);
    expect(await viewed(plain.id)).toEqual([]);
  });
});
