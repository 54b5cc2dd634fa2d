// Attachments are stored in pieces, so neither upload nor download holds a whole file in memory.
import type { Instant } from '../../domain/calendar/instant.ts';
import { Attachment, StoredFile } from '../entities/conversations.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';
import { deleteOldest, type Oldest } from './oldest.ts';

export type NewAttachment = {
  id: string;
  conversationId: string;
  messageId: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
};

/**
 * Begins a file. Its pieces are committed one by one, because one long transaction would delay every live stream. A
 * file that no attachment claims is deleted later.
 */
export async function beginFile(em: Em, fileId: string, at: Instant): Promise<void> {
  await em.insert(StoredFile, { id: fileId, createdAt: at });
}

export async function writeChunk(em: Em, fileId: string, position: number, bytes: Buffer): Promise<void> {
  await rows(
    em,
    sql`insert into file_chunks (file_id, position, bytes) values (${fileId}::uuid, ${position}, ${bytes})`,
  );
}

/** Drops an unwanted file. A file that an attachment claims stays: that commit's answer may have been lost. */
export async function dropFile(em: Em, fileId: string): Promise<void> {
  await rows(
    em,
    sql`delete from stored_files where id = ${fileId}::uuid
      and not exists (select 1 from attachments where attachments.id = stored_files.id)`,
  );
}

/** Drops unclaimed files begun before an instant. Returns how many. */
export async function sweepFiles(em: Em, oldest: Oldest): Promise<number> {
  const condition = sql`not exists (select 1 from attachments where attachments.id = stored_files.id)`;
  return deleteOldest(em, { table: 'stored_files', column: 'created_at', condition }, oldest);
}

/** Makes a stored file the attachment of a message; they share the id. */
export async function insertAttachment(
  em: Em,
  { conversationId, messageId, ...file }: NewAttachment,
  at: Instant,
): Promise<void> {
  await em.insert(Attachment, { ...file, conversation: conversationId, message: messageId, at });
}

export type StoredAttachment = { id: string; conversationId: string; name: string; type: string; size: number };

export async function readAttachment(em: Em, id: string): Promise<StoredAttachment | null> {
  return row<StoredAttachment>(
    em,
    sql`select id, conversation_id as "conversationId", name, type, size from attachments where id = ${id}::uuid`,
  );
}

/** One piece of a file. @throws Error when it is missing */
export async function readChunk(em: Em, fileId: string, position: number): Promise<Buffer> {
  const found = await chunkAt(em, fileId, position);
  if (found === null) throw new Error(`a piece of file ${fileId} is gone`);
  return found;
}

async function chunkAt(em: Em, fileId: string, position: number): Promise<Buffer | null> {
  const found = await row<{ bytes: Buffer }>(
    em,
    sql`select bytes from file_chunks where file_id = ${fileId}::uuid and position = ${position}`,
  );
  return found?.bytes ?? null;
}

/** The pieces in order; each is read when the one before has been sent. */
export async function* readChunks(em: Em, attachmentId: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const bytes = await chunkAt(em, attachmentId, position);
    if (bytes === null) return;
    yield bytes;
  }
}
