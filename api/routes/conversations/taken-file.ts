import { createHash, randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Em } from '../../../db/orm.ts';
import { beginFile, dropFile, writeChunk } from '../../../db/write/attachments.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import { maskCardNumbers } from '../../../domain/card-number.ts';
import {
  type AttachmentKind,
  attachmentName,
  kindOfName,
  MAX_ATTACHMENT_BYTES,
  refusalOfAttachment,
} from '../../../domain/conversation/attachment.ts';
import { refusal } from '../../../domain/refusal.ts';
import { programOfCase } from '../../../programs/index.ts';
import { mediaType } from '../../files/media-type.ts';
import { storedFile } from '../../files/stored-pieces.ts';
import { textJudge } from '../../files/text-judge.ts';
import { refuse } from '../../server/errors.ts';
import { captionOf, clientMessageIdOf, formOf, piecesOf, type UploadForm } from './upload-form.ts';

// Pictures show their type much earlier, even behind a colour profile.
const HEAD_BYTES = 256 * 1024;

export type TakenFile = {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  clientMessageId: string | null;
  caption: string;
};

/** Stores the form's file piece by piece and judges its content and name. A refused file is deleted again. */
export async function takeFile(request: FastifyRequest, at: Instant): Promise<TakenFile> {
  const form = await formOf(request, MAX_ATTACHMENT_BYTES + 1);
  const id = randomUUID();
  await beginFile(request.em, id, at);
  const { program, policy } = request.conversation;
  // An intake has no snapshot: it follows the version of the moment.
  const { attachments = [] } = programOfCase(program, policy ?? {});
  return storeFile(request.em, id, form, attachments).catch(dropping(request.em, id));
}

/** Deletes the file and throws the error again. */
export function dropping(em: Em, fileId: string): (error: unknown) => Promise<never> {
  return async (error) => {
    // A file that cannot be deleted now is removed later; the answer reports the first error.
    await dropFile(em, fileId).catch(() => undefined);
    throw error;
  };
}

/** Stores the file piece by piece. @throws ProblemError, RefusedError for a refused file */
async function storeFile(
  em: Em,
  id: string,
  { file: part, end }: UploadForm,
  taken: readonly AttachmentKind[],
): Promise<TakenFile> {
  const hash = createHash('sha256');
  const sizes: number[] = [];
  const text = textJudge();
  let [size, head] = [0, Buffer.alloc(0)];
  for await (const bytes of piecesOf(part)) {
    size += bytes.length;
    hash.update(bytes);
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, bytes]);
    text.take(bytes);
    if (size > MAX_ATTACHMENT_BYTES) continue;
    await writeChunk(em, id, sizes.length, bytes);
    sizes.push(bytes.length);
  }
  // A part without a file name is still a file when its type says so.
  const given = part.filename || null;
  const promised = given === null ? null : kindOfName(given);
  const isWhole = size <= MAX_ATTACHMENT_BYTES;
  const type = isWhole ? await mediaType(storedFile(em, id, sizes, head), promised, text) : null;
  const refused = refusalOfAttachment(taken, { type, name: given, size });
  if (refused !== null || type === null) {
    return refuse(refused ?? refusal('attachment-type-refused', 'its type is not known'));
  }
  await end();
  const said = { clientMessageId: clientMessageIdOf(part), caption: captionOf(part) };
  return {
    id,
    name: maskCardNumbers(attachmentName(given ?? 'file', type)),
    type,
    size,
    sha256: hash.digest('hex'),
    ...said,
  };
}
