// Any part of a file that is stored in pieces can be read, so it is judged without holding the whole file in memory.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Em } from '../../db/orm.ts';
import { readChunk } from '../../db/write/attachments.ts';

/** The bytes from one place to another, up to the end of the file. */
export type ReadBytes = (from: number, to: number) => Promise<Buffer>;

export type StoredFile = {
  size: number;
  head: Buffer;
  read: ReadBytes;
  stream: (from: number, to: number) => Readable;
};

/** A file whose pieces have these sizes, in order. */
export function storedFile(em: Em, id: string, sizes: readonly number[], head: Buffer): StoredFile {
  const starts = sizes.reduce<number[]>((ends, size) => [...ends, (ends.at(-1) ?? 0) + size], [0]);
  const size = starts.at(-1) ?? 0;
  let kept: { place: number; bytes: Buffer } | null = null;
  const piece = async (place: number) => {
    // Readers go forward: the next bytes are mostly in the same piece.
    if (kept?.place !== place) kept = { place, bytes: await readChunk(em, id, place) };
    return kept.bytes;
  };
  async function* pieces(from: number, to: number): AsyncGenerator<Buffer> {
    for (let at = Math.max(from, 0); at < Math.min(to, size);) {
      const place = starts.findLastIndex((start) => start <= at);
      const start = starts[place] ?? 0;
      const part = (await piece(place)).subarray(at - start, to - start);
      if (part.length === 0) throw new Error(`a piece of file ${id} is gone`);
      yield part;
      at += part.length;
    }
  }
  return {
    size,
    head,
    read: async (from, to) => buffer(Readable.from(pieces(from, to))),
    stream: (from, to) => Readable.from(pieces(from, to)),
  };
}
