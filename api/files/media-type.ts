import { fileTypeFromBuffer } from 'file-type';
import type { AttachmentKind } from '../../domain/conversation/attachment.ts';
import { compoundType } from './compound-file.ts';
import { heifType } from './heif.ts';
import type { StoredFile } from './stored-pieces.ts';
import type { TextJudge } from './text-judge.ts';
import { zipType } from './zip-file.ts';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const BEGINS_AS_PDF = /^\s*%PDF-/;

// ISO 32000-2, annex H: readers look for the header in the first 1,024 bytes.
const PDF_HEADER_WITHIN = 1_024;

/** Text has no signature: it is tried only where the file name promises it, and `text` has seen every byte. */
const texts: Partial<Record<AttachmentKind, string>> = { txt: 'text/plain', csv: 'text/csv' };

/**
 * The media type of a file's content, or `null` for an unknown one. `promised` is the kind that the file name promises:
 * some content fits several kinds, and the promised kind is tried first.
 */
export async function mediaType(
  file: StoredFile,
  promised: AttachmentKind | null,
  text: TextJudge,
): Promise<string | null> {
  const { head } = file;
  if (head.subarray(0, ZIP.length).equals(ZIP)) return zipType(file);
  if (head.subarray(0, COMPOUND.length).equals(COMPOUND)) return compoundType(file);
  const isText = promised === null ? undefined : texts[promised];
  if (isText !== undefined && !BEGINS_AS_PDF.test(head.toString('latin1', 0, PDF_HEADER_WITHIN))) {
    return text.isText() ? isText : null;
  }
  if (promised === 'pdf') return head.subarray(0, PDF_HEADER_WITHIN).includes('%PDF-') ? 'application/pdf' : null;
  const heif = heifType(head);
  const found = (await fileTypeFromBuffer(head))?.mime ?? null;
  // The library looks at the first brand alone, so it takes AV1 pictures for HEIF.
  return heif === null && found?.startsWith('image/hei') === true ? null : (heif ?? found);
}
