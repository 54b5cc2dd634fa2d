// Owns the reading of an upload's form: the file in pieces, the sender's own id of it. Refuses to judge the file, and turns
// every form that cannot be read into a plain refusal.
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { isBlank } from '../../../domain/conversation/disposition.ts';
import { invalid, ProblemError } from '../../errors.ts';
import { MAX_TEXT_LENGTH } from '../../schemas/conversations.ts';

// A piece is a row. What the network hands over may be single bytes, and a row for each of them would be a flood.
const PIECE_BYTES = 64 * 1024;
const LONGEST_CLIENT_MESSAGE_ID = 200;

/** A form's one file, and the way to its end, where a second one would be found. */
export type UploadForm = { file: MultipartFile; end(): Promise<void> };

/**
 * The form up to its file, which has not been read yet. `end` is asked when it has.
 * @throws ProblemError 400 when there is none, or when the form cannot be read; `end` with too-many-files for a second one
 */
export async function formOf(request: FastifyRequest, maxBytes: number): Promise<UploadForm> {
  if (!request.isMultipart()) invalid('/file', 'send multipart/form-data');
  // Whoever is gone before the reading begins sends no end either, and the parser would wait for one for ever.
  if (request.raw.destroyed) explainUnreadable(null);
  const parts = request.parts({ limits: { fileSize: maxBytes, files: 1, fields: 5 } });
  const file = await nextFile(parts).catch(explainUnreadable);
  if (file === null || file.fieldname !== 'file') invalid('/file', 'the field `file` is missing');
  refuseUndecoded('/file', file.filename);
  return { file, end: async () => void (await nextFile(parts).catch(explainUnreadable)) };
}

async function nextFile(parts: AsyncIterator<Multipart>): Promise<MultipartFile | null> {
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
    if (next.value.type === 'file') return next.value;
  }
  return null;
}

/**
 * The file in pieces of a decent size.
 * @throws ProblemError 400 when the form ends in the middle of it
 */
export async function* piecesOf({ file }: MultipartFile): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  try {
    for await (const bytes of file as AsyncIterable<Buffer>) {
      held.push(bytes);
      size += bytes.length;
      if (size < PIECE_BYTES) continue;
      yield Buffer.concat(held);
      [held, size] = [[], 0];
    }
  } catch (error) {
    explainUnreadable(error);
  }
  if (size > 0) yield Buffer.concat(held);
}

/**
 * The sender's own id of the upload, or `null`; to be asked when the file has been read, because it may stand behind it.
 * @throws ProblemError 400 for anything but one short text: two ids cut to one would make two files one
 */
export function clientMessageIdOf({ fields }: MultipartFile): string | null {
  const field: unknown = fields['clientMessageId'];
  if (field === undefined) return null;
  const { value } = field as { value?: unknown };
  refuseUndecoded('/clientMessageId', value);
  if (typeof value !== 'string' || [...value].length > LONGEST_CLIENT_MESSAGE_ID) {
    invalid('/clientMessageId', `is one text of at most ${LONGEST_CLIENT_MESSAGE_ID} characters`);
  }
  return value === '' ? null : value;
}

/**
 * What the sender says beside the file, or an empty text.
 * @throws ProblemError 400 for anything but one text that a message could have
 */
export function captionOf({ fields }: MultipartFile): string {
  const field: unknown = fields['caption'];
  if (field === undefined) return '';
  const { value } = field as { value?: unknown };
  refuseUndecoded('/caption', value);
  if (typeof value !== 'string' || [...value].length > MAX_TEXT_LENGTH || value.includes('\0')) {
    invalid('/caption', `is one text of at most ${MAX_TEXT_LENGTH} characters`);
  }
  // A form's fields end their lines as RFC 7578 says; messages do not.
  return isBlank(value) ? '' : value.replaceAll('\r\n', '\n');
}

/** The parser puts U+FFFD where bytes are not UTF-8: what was meant is lost, and nobody writes that sign. */
function refuseUndecoded(path: string, text: unknown): void {
  if (typeof text === 'string' && text.includes('\uFFFD')) invalid(path, 'is not UTF-8');
}

/** Reads what is left of a request that was answered early: a browser takes no answer as long as it has to send. */
export function passOver({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}

// The parser's errors and a connection that broke have no status; ours have one. None of them comes from the database,
// although a broken connection looks the same there.
function explainUnreadable(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'FST_FILES_LIMIT') {
    throw new ProblemError('too-many-files', 'send one file in a form; nothing of this one was kept');
  }
  if (error instanceof Error && 'statusCode' in error) throw error;
  return invalid('/file', 'the form is malformed or ends too early');
}
