// doc and xls are both compound files; the streams inside tell them apart. Libraries hold the whole file, or trust a
// class id that most programs leave empty. Source: [MS-CFB], sections 2.2 to 2.6.
import type { ReadBytes, StoredFile } from './stored-pieces.ts';

/** The stream that marks each kind of file ([MS-DOC] 2.1, [MS-XLS] 2.1.2; `Book` is that of Excel 5 and 95). */
const streams: Readonly<Record<string, string>> = {
  worddocument: 'application/msword',
  workbook: 'application/vnd.ms-excel',
  book: 'application/vnd.ms-excel',
};

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
// Higher sector numbers are marks: end of chain, free, part of a table.
const LAST_SECTOR = 0xfffffffa;
const STREAM = 2;

/** The media type of a doc or an xls, or `null` for another compound file and for an unreadable one. */
export async function compoundType({ head, size, read }: StoredFile): Promise<string | null> {
  const shift = head.length < HEADER_BYTES ? 0 : head.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return null;
  const sectorBytes = 1 << shift;
  const sector = (number: number) => read((number + 1) * sectorBytes, (number + 2) * sectorBytes);
  const next = await chainsOf(head, sectorBytes, size, sector);
  const seen = new Set<number>();
  for (let at = head.readUInt32LE(48); at <= LAST_SECTOR && !seen.has(at); at = await next(at)) {
    seen.add(at);
    const found = typeOf(await sector(at));
    if (found !== null) return found;
  }
  return null;
}

type Sector = (number: number) => ReturnType<ReadBytes>;

/** Gives the next sector of a chain. The table of chains is itself in sectors, listed in the header and beyond it. */
async function chainsOf(
  head: Buffer,
  bytes: number,
  size: number,
  sector: Sector,
): Promise<(at: number) => Promise<number>> {
  const numbers = (from: Buffer) =>
    Array.from({ length: from.length >> 2 }, (_, place) => from.readUInt32LE(place * 4));
  const table = numbers(head.subarray(76, HEADER_BYTES));
  const most = Math.ceil(size / bytes);
  for (let at = head.readUInt32LE(68), left = most; at <= LAST_SECTOR && left > 0; left -= 1) {
    const listed = numbers(await sector(at));
    at = listed.pop() ?? LAST_SECTOR + 1;
    table.push(...listed);
  }
  const perSector = bytes / 4;
  return async (at) => {
    const holder = table[Math.floor(at / perSector)] ?? LAST_SECTOR + 1;
    const chain = holder <= LAST_SECTOR ? await sector(holder) : Buffer.alloc(0);
    const place = (at % perSector) * 4;
    return place + 4 <= chain.length ? chain.readUInt32LE(place) : LAST_SECTOR + 1;
  };
}

function typeOf(directory: Buffer): string | null {
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
    const entry = directory.subarray(at, at + ENTRY_BYTES);
    // The length of the name in bytes, its closing NUL included.
    const length = Math.min(entry.readUInt16LE(64), 64);
    const name = entry.toString('utf16le', 0, Math.max(length - 2, 0)).toLowerCase();
    const found = entry[66] === STREAM ? streams[name] : undefined;
    if (found !== undefined) return found;
  }
  return null;
}
