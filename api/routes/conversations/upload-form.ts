import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { isBlank } from '../../../domain/conversation/disposition.ts';
import { MAX_TEXT_LENGTH } from '../../schemas/conversations.ts';
import { invalid, ProblemError } from '../../server/errors.ts';

// Each piece becomes a row. The network may deliver single bytes, and a row for each would be far too many.
const PIECE_BYTES = 64 * 1024;
const LONGEST_CLIENT_MESSAGE_ID = 200;

/** A form's one file. `end` reads on to the end of the form, where a second file would be found. */
export type UploadForm = { file: MultipartFile; end(): Promise<void> };

/**
 * Reads the form up to its file, which has not been read yet. Call `end` after the file.
 * @throws ProblemError 400 when there is no file or the form cannot be read; `end` throws too-many-files for a second
 * one
 */
export async function formOf(request: FastifyRequest, maxBytes: number): Promise<UploadForm> {
  if (!request.isMultipart()) invalid('/file', 'send multipart/form-data');
  // A client that left before the reading began sends no end either, and the parser would wait forever.
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
 * The file in pieces of at least PIECE_BYTES, except the last.
 * @throws ProblemError 400 when the form ends in the middle of the file
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
 * The sender's own id of the upload, or `null`. Ask after the file has been read, because the field may follow it.
 * @throws ProblemError 400 for anything but one short text: two ids cut to the same length would make two files one
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
 * The sender's text beside the file, or an empty text.
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
  // Form fields end their lines with CRLF (RFC 7578); messages do not.
  return isBlank(value) ? '' : value.replaceAll('\r\n', '\n');
}

/** The parser puts U+FFFD where bytes are not UTF-8: the original text is lost, and people do not write that sign. */
function refuseUndecoded(path: string, text: unknown): void {
  if (typeof text === 'string' && text.includes('\uFFFD')) invalid(path, 'is not UTF-8');
}

/** Reads the rest of a request that was answered early: a browser takes no answer while it is still sending. */
export function discardBody({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}

// Errors of the parser and of a broken connection have no status; our own have one. None of them comes from the
// database, although a broken connection looks the same there.
function explainUnreadable(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'FST_FILES_LIMIT') {
    throw new ProblemError('too-many-files', 'send one file in a form; nothing of this one was kept');
  }
  if (error instanceof Error && 'statusCode' in error) throw error;
  return invalid('/file', 'the form is malformed or ends too early');
}
