import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Em } from '../../../db/orm.ts';
import type { MessageRecord } from '../../../db/read/messages.ts';
import { dropFile, insertAttachment, readAttachment, readChunks } from '../../../db/write/attachments.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import { ConversationParams, UploadedAttachment } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { invalid, notFound } from '../../server/errors.ts';
import { isUuid } from '../../server/given-values.ts';
import { contributeLocked } from './contribution.ts';
import { dropping, takeFile, type TakenFile } from './taken-file.ts';
import { discardBody } from './upload-form.ts';

const upload = {
  config: { access: 'conversation.write', limit: 'upload' },
  schema: {
    tags: ['conversations'],
    summary: 'Attach a file (multipart field `file`) of a kind that the program takes; 20 MB at the most',
    description:
      'One file a form; a second one is refused with `too-many-files`. Content and extension must be of one kind (`attachment-type-refused`; `accepted` lists the kinds of the program). The file becomes a message of its sender, with the field `caption` as its text.',
    consumes: ['multipart/form-data'],
    params: ConversationParams,
    response: {
      200: UploadedAttachment,
      201: UploadedAttachment,
      ...problems(400, 401, 403, 404, 409, 410, 413, 422, 429),
    },
  },
} as const;

const download = {
  config: { access: 'signed-in' },
  schema: {
    tags: ['conversations'],
    summary: 'Download an attachment; visible as its messages are, and a supervisor’s leaves an audit row',
    description:
      'The bytes as they came, under the media type that was found in them, always as a download and never as a page. Who has a copy asks with its `ETag` in `If-None-Match`, each time: 304 says that they may still see it, and counts as a viewing.',
    produces: ['*/*'],
    params: Type.Object({ attachmentId: Type.String() }),
    response: {
      200: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }),
      304: Type.Null({ description: 'Not modified' }),
      ...problems(401, 404, 410),
    },
  },
} as const;

export async function attachmentRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/conversations/:id/attachments', upload, async (request, reply) => {
    const at = toInstant(app.clock.now());
    const file = await takeFile(request, at).catch((error: unknown) => {
      discardBody(request);
      throw error;
    });
    const stored = await attach(request, file, at).catch(dropping(request.em, file.id));
    if (stored.workflowId) void app.cases.deliver(stored.workflowId);
    return reply.code(stored.repeated ? 200 : 201).send(stored.attachment);
  });

  app.get('/v1/attachments/:attachmentId', download, async (request, reply) => {
    const { attachmentId } = request.params;
    const found = (isUuid(attachmentId) ? await readAttachment(request.em, attachmentId) : null) ?? notFound();
    const action = 'conversation.read-messages';
    const conversation = (await request.seenConversation(found.conversationId, action)) ?? notFound();
    await request.auditViewing(action, { ...conversation, details: { attachmentId } });
    // A browser may keep the file, but asks before it shows it again: after a logout, or to the next person at the same
    // desk.
    const etag = `"${found.id}"`;
    void reply.headers({ 'cache-control': 'private, no-cache', etag });
    if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send(null);
    return reply
      .headers({ 'content-type': found.type, 'content-length': found.size })
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`)
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(readChunks(app.orm.em.fork(), found.id)));
  });
}

/** Weak comparison, as RFC 9110 (13.1.2) says for reading. */
function namesTag(header: string | undefined, etag: string): boolean {
  const named = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return named.includes(etag) || named.includes('*');
}

type Stored = { repeated: boolean; attachment: Static<typeof UploadedAttachment>; workflowId?: string | null };

/** Adds the stored file to the conversation as a message of its sender. */
async function attach(request: FastifyRequest, file: TakenFile, at: Instant): Promise<Stored> {
  const { id, name, type, size, sha256, clientMessageId, caption } = file;
  const contribution = { input: { kind: 'attachment' as const, caption }, clientMessageId };
  return request.em.transactional(async (tx) => {
    const outcome = await contributeLocked(tx, request, contribution, at);
    if ('first' in outcome) return { repeated: true, attachment: await repeatedOf(tx, outcome.first, file) };
    const { message, workflowId } = outcome.added;
    const [messageId, conversationId] = [message.id, message.conversationId];
    await insertAttachment(tx, { id, conversationId, messageId, name, type, size, sha256 }, at);
    return { repeated: false, attachment: { id, name, type, size, messageId, conversationId }, workflowId };
  });
}

async function repeatedOf(em: Em, first: MessageRecord, file: TakenFile): Promise<Stored['attachment']> {
  await dropFile(em, file.id);
  const [attachment] = first.attachments;
  if (attachment === undefined) invalid('/clientMessageId', 'used for a text');
  return { ...attachment, messageId: first.id, conversationId: first.conversationId };
}
