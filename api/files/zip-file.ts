// The parts of a zip archive tell office documents from other archives. Only the list of parts is unpacked.
import { buffer } from 'node:stream/consumers';
import { SaxesParser } from 'saxes';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import type { StoredFile } from './stored-pieces.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** ECMA-376, part 1: the content type of the main part gives the kind of a document. */
const mainParts: Readonly<Record<string, string>> = {
  [`${OFFICE}.wordprocessingml.document.main+xml`]: `${OFFICE}.wordprocessingml.document`,
  [`${OFFICE}.spreadsheetml.sheet.main+xml`]: `${OFFICE}.spreadsheetml.sheet`,
};

// ECMA-376, part 2: part names are compared without regard to case.
const CONTENT_TYPES = '[content_types].xml';

// Far more than a large document has: an archive beyond that does not come from an office program.
const MOST_ENTRIES = 50_000;
const LONGEST_LIST = 4 * 1024 * 1024;

/** The media type of a docx, an xlsx or another zip archive; `null` for an unreadable archive. */
export async function zipType(file: StoredFile): Promise<string | null> {
  try {
    const zip = await fromRandomAccessReaderPromise(new PiecesReader(file), file.size, { autoClose: false });
    const entries = await entriesOf(zip);
    const list = entries?.get(CONTENT_TYPES);
    if (entries === null) return null;
    if (list === undefined) return 'application/zip';
    return documentType(await contentOf(zip, list), [...entries.keys()]);
  } catch (error) {
    if (isOurs(error)) throw error;
    return null;
  }
}

class PiecesReader extends RandomAccessReader {
  readonly #file: StoredFile;

  constructor(file: StoredFile) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number) {
    return this.#file.stream(start, end);
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry> | null> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.size === MOST_ENTRIES) return null;
    entries.set(entry.fileName.toLowerCase(), entry);
  }
  return entries;
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<string> {
  // An entry that unpacks to more than it declares stops with an error.
  if (entry.uncompressedSize > LONGEST_LIST) throw new Error('the list of parts is too long');
  const bytes = await buffer(await zip.openReadStreamPromise(entry));
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
}

/** The kind of the document whose main part is listed and present. @throws Error for a list that is no XML */
function documentType(list: string, names: readonly string[]): string | null {
  let found: string | null = null;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, attributes }) => {
    const value = (name: string) => attributes[name]?.value ?? '';
    const part = value('PartName').replace(/^\//, '').toLowerCase();
    const isThere =
      local === 'Override'
        ? names.includes(part)
        : local === 'Default' && names.some((name) => name.endsWith(`.${value('Extension').toLowerCase()}`));
    if (isThere) found ??= mainParts[value('ContentType')] ?? null;
  });
  parser.write(list).close();
  return found;
}

// The database's errors have a code; an archive's errors have only words.
function isOurs(error: unknown): boolean {
  return error instanceof Error && ('code' in error || error.message.startsWith('a piece of file'));
}
