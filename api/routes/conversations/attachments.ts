// Owns attachments over HTTP: taking a file in pieces, judging it by its content, handing it out as a download.
import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Em } from '../../../db/orm.ts';
import type { MessageRecord } from '../../../db/read/messages.ts';
import {
  beginFile,
  dropFile,
  insertAttachment,
  readAttachment,
  readChunks,
  writeChunk,
} from '../../../db/write/attachments.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import { refusal } from '../../../domain/refusal.ts';
import { attachmentName, MAX_ATTACHMENT_BYTES, refusalOfAttachment } from '../../../domain/conversation/attachment.ts';
import type { CarelineApp } from '../../careline-app.ts';
import { invalid, notFound, refuse } from '../../errors.ts';
import { isUuid } from '../../ids.ts';
import { ConversationParams, UploadedAttachment } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { contribute } from './contribution.ts';
import { clientMessageIdOf, formOf, passOver, piecesOf, type UploadForm } from './upload-form.ts';

// Office files are zip archives whose kind stands further inside than a picture's.
const HEAD_BYTES = 256 * 1024;

const upload = {
  config: { access: 'conversation.write', limit: 'upload' },
  schema: {
    tags: ['conversations'],
    summary: 'Attach a file (multipart field `file`): pdf, docx, xlsx, jpg, png, heic; 20 MB at the most',
    description:
      'One file a form; a second one is refused with `too-many-files`. The type is found by the content, whatever the name says (`attachment-type-refused`). The file becomes a message of its sender.',
    consumes: ['multipart/form-data'],
    params: ConversationParams,
    response: { 200: UploadedAttachment, 201: UploadedAttachment, ...problems(400, 401, 403, 404, 409, 413, 422, 429) },
  },
} as const;

const download = {
  config: { access: 'signed-in' },
  schema: {
    tags: ['conversations'],
    summary: 'Download an attachment; visible as its messages are, and a supervisor’s leaves an audit row',
    description: 'The bytes as they came, always as a download and never as a page.',
    produces: ['application/octet-stream'],
    params: Type.Object({ attachmentId: Type.String() }),
    response: { 200: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }), ...problems(401, 404) },
  },
} as const;

export async function attachmentRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/conversations/:id/attachments', upload, async (request, reply) => {
    const at = toInstant(app.clock.now());
    const file = await takeFile(request, at).catch((error: unknown) => {
      passOver(request);
      throw error;
    });
    const stored = await attach(request, file, at).catch(dropping(request.em, file.id));
    return reply.code(stored.repeated ? 200 : 201).send(stored.attachment);
  });

  app.get('/v1/attachments/:attachmentId', download, async (request, reply) => {
    const { attachmentId } = request.params;
    const found = (isUuid(attachmentId) ? await readAttachment(request.em, attachmentId) : null) ?? notFound();
    const action = 'conversation.read-messages';
    const conversation = (await request.seenConversation(found.conversationId, action)) ?? notFound();
    await request.auditViewing(action, { ...conversation, details: { attachmentId } });
    return reply
      .headers({ 'content-type': found.type, 'content-length': found.size })
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, max-age=31536000, immutable')
      .send(Readable.from(readChunks(app.orm.em.fork(), found.id)));
  });
}

type TakenFile = {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  clientMessageId: string | null;
};

/** Stores the form's file and judges it. What is refused is dropped again. */
async function takeFile(request: FastifyRequest, at: Instant): Promise<TakenFile> {
  const form = await formOf(request, MAX_ATTACHMENT_BYTES + 1);
  const id = randomUUID();
  await beginFile(request.em, id, at);
  return storeFile(request.em, id, form).catch(dropping(request.em, id));
}

function dropping(em: Em, fileId: string): (error: unknown) => Promise<never> {
  return async (error) => {
    // What cannot be dropped now is swept away later; the answer says what went wrong first.
    await dropFile(em, fileId).catch(() => undefined);
    throw error;
  };
}

/** Stores the file piece by piece. @throws ProblemError, RefusedError for one that is not taken */
async function storeFile(em: Em, id: string, { file: part, end }: UploadForm): Promise<TakenFile> {
  const hash = createHash('sha256');
  let [size, head] = [0, Buffer.alloc(0)];
  let position = 0;
  for await (const bytes of piecesOf(part)) {
    size += bytes.length;
    hash.update(bytes);
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, bytes]);
    if (size <= MAX_ATTACHMENT_BYTES) await writeChunk(em, id, position++, bytes);
  }
  const type = (await fileTypeFromBuffer(head))?.mime ?? null;
  const refused = refusalOfAttachment(type, size);
  if (refused !== null || type === null) {
    return refuse(refused ?? refusal('attachment-type-refused', 'its type is not known'));
  }
  await end();
  const clientMessageId = clientMessageIdOf(part);
  // A part without a file name is a file all the same when its type says so.
  const name = attachmentName(part.filename || 'file', type);
  return { id, name, type, size, sha256: hash.digest('hex'), clientMessageId };
}

type Stored = { repeated: boolean; attachment: Static<typeof UploadedAttachment> };

/** Makes the stored file part of the conversation, as a message of its sender. */
async function attach(request: FastifyRequest, file: TakenFile, at: Instant): Promise<Stored> {
  const contribution = { input: { kind: 'attachment' as const }, clientMessageId: file.clientMessageId };
  return request.em.transactional(async (tx) => {
    const outcome = await contribute(tx, request, contribution, at);
    if ('first' in outcome) return { repeated: true, attachment: await repeatedOf(tx, outcome.first, file) };
    const { id: messageId, conversationId } = outcome.added.message;
    const { id, name, type, size, sha256 } = file;
    await insertAttachment(tx, { id, conversationId, messageId, name, type, size, sha256 }, at);
    return { repeated: false, attachment: { id, name, type, size, messageId, conversationId } };
  });
}

async function repeatedOf(em: Em, first: MessageRecord, file: TakenFile): Promise<Stored['attachment']> {
  await dropFile(em, file.id);
  const [attachment] = first.attachments;
  if (attachment === undefined) invalid('/clientMessageId', 'used for a text');
  return { ...attachment, messageId: first.id, conversationId: first.conversationId };
}
