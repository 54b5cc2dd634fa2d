import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** A whole stored file, or `null` when it is gone. For what needs it in one piece, such as a mail. */
export async function storedBytes(em: Em, fileId: string): Promise<Buffer | null> {
  const pieces = await rows<{ bytes: Buffer }>(
    em,
    sql`select bytes from file_chunks where file_id = ${fileId}::uuid order by position`,
  );
  return pieces.length === 0 ? null : Buffer.concat(pieces.map(({ bytes }) => bytes));
}
