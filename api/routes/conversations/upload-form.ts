// Owns the reading of an upload's form: the file in pieces, the sender's own id of it. Refuses to judge the file, and turns
// every form that cannot be read into a plain refusal.
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { invalid } from '../../errors.ts';

// A piece is a row. What the network hands over may be single bytes, and a row for each of them would be a flood.
const PIECE_BYTES = 64 * 1024;
const LONGEST_CLIENT_MESSAGE_ID = 200;

/**
 * The form's file, before it has been read.
 * @throws ProblemError 400 when there is none, or when the form cannot be read
 */
export async function fileOf(request: FastifyRequest, maxBytes: number): Promise<MultipartFile> {
  if (!request.isMultipart()) invalid('/file', 'send multipart/form-data');
  const part = await request.file({ limits: { fileSize: maxBytes, files: 1, fields: 5 } }).catch(explainUnreadable);
  if (part === undefined || part.fieldname !== 'file') invalid('/file', 'the field `file` is missing');
  return part;
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
  if (typeof value !== 'string' || [...value].length > LONGEST_CLIENT_MESSAGE_ID) {
    invalid('/clientMessageId', `is one text of at most ${LONGEST_CLIENT_MESSAGE_ID} characters`);
  }
  return value === '' ? null : value;
}

/** Reads what is left of a request that was answered early: a browser takes no answer as long as it has to send. */
export function passOver({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}

// The parser's errors and a connection that broke have no status; ours have one. None of them comes from the database,
// although a broken connection looks the same there.
function explainUnreadable(error: unknown): never {
  if (error instanceof Error && 'statusCode' in error) throw error;
  return invalid('/file', 'the form is malformed or ends too early');
}
