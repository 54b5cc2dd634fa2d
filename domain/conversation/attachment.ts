import { type Refusal, refusal } from '../refusal.ts';

/** The kinds that a program may accept. A file is of a kind when its content and its extension both say so. */
export type AttachmentKind =
  | 'pdf'
  | 'docx'
  | 'xlsx'
  | 'jpg'
  | 'png'
  | 'heic'
  | 'webp'
  | 'doc'
  | 'xls'
  | 'csv'
  | 'txt'
  | 'zip'
  | 'mp4';

type Kind = { types: readonly string[]; extensions: readonly string[] };

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** CDEK-21: the media types found in content, and the extensions; the first of each is the usual one. */
const kinds: Readonly<Record<AttachmentKind, Kind>> = {
  pdf: { types: ['application/pdf'], extensions: ['pdf'] },
  docx: { types: [`${OFFICE}.wordprocessingml.document`], extensions: ['docx'] },
  xlsx: { types: [`${OFFICE}.spreadsheetml.sheet`], extensions: ['xlsx'] },
  jpg: { types: ['image/jpeg'], extensions: ['jpg', 'jpeg'] },
  png: { types: ['image/png', 'image/apng'], extensions: ['png', 'apng'] },
  // The whole family of ISO/IEC 23008-12: iPhones, Android phones, converters, bursts.
  heic: {
    types: ['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence'],
    extensions: ['heic', 'heif', 'heics', 'heifs', 'hif'],
  },
  webp: { types: ['image/webp'], extensions: ['webp'] },
  doc: { types: ['application/msword'], extensions: ['doc'] },
  xls: { types: ['application/vnd.ms-excel'], extensions: ['xls'] },
  csv: { types: ['text/csv'], extensions: ['csv'] },
  txt: { types: ['text/plain'], extensions: ['txt'] },
  zip: { types: ['application/zip'], extensions: ['zip'] },
  mp4: { types: ['video/mp4', 'video/x-m4v'], extensions: ['mp4', 'm4v'] },
};

export const attachmentKinds = Object.keys(kinds) as AttachmentKind[];

/** The media types of kinds, as detected in content. */
export function attachmentTypes(taken: readonly AttachmentKind[]): string[] {
  return taken.flatMap((kind) => kinds[kind].types);
}

/** The extensions of kinds, in lower case and without a dot. */
export function attachmentExtensions(taken: readonly AttachmentKind[]): string[] {
  return taken.flatMap((kind) => kinds[kind].extensions);
}

/** The kind that a name's extension means, or `null`. */
export function kindOfName(name: string): AttachmentKind | null {
  const extension = splitName(cleaned(name))[1].toLowerCase();
  return attachmentKinds.find((kind) => kinds[kind].extensions.includes(extension)) ?? null;
}

export const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024;

const LONGEST_NAME = 150;

// File systems count bytes, up to 255, and a Cyrillic letter has two.
const LONGEST_NAME_BYTES = 240;

// Windows opens devices under these names, whatever the extension; the superscript digits of Latin-1 count as digits.
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])$/i;

/** An uploaded file: `type` is found in its content; `name` is `null` if it came without one. */
export type GivenFile = { type: string | null; name: string | null; size: number };

/**
 * Why a file is not accepted, or `null`. Content and extension must be of one kind; without a name the content decides.
 */
export function refusalOfAttachment(taken: readonly AttachmentKind[], { type, name, size }: GivenFile): Refusal | null {
  if (size === 0) return refusal('attachment-empty', 'the file is empty');
  if (size > MAX_ATTACHMENT_BYTES) return refusal('attachment-too-large', 'a file may have 20 MB at the most');
  const found = taken.find((kind) => type !== null && kinds[kind].types.includes(type));
  if (found !== undefined && (name === null || kindOfName(name) === found)) return null;
  const message = `taken are ${taken.join(', ')}, each under an extension that fits its content`;
  return refusal('attachment-type-refused', message, { accepted: taken });
}

/** A name that is safe to show and to save: no path, no control or invisible characters, an extension that fits. */
export function attachmentName(given: string, type: string): string {
  const visible = cleaned(given);
  const [stem, extension] = splitName(visible);
  const fitting = extensionsOf(type);
  const isFitting = fitting.includes(extension.toLowerCase());
  const kept = isFitting ? extension : (fitting[0] ?? 'bin');
  const rest = shortened((isFitting ? stem : visible) || 'file');
  const isDevice = DEVICE.test(rest.split('.', 1)[0]?.trim() ?? '');
  return `${isDevice ? '_' : ''}${rest}.${kept}`;
}

function extensionsOf(type: string): readonly string[] {
  return Object.values(kinds).find(({ types }) => types.includes(type))?.extensions ?? [];
}

function cleaned(given: string): string {
  const base = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  return withoutEdges(base.replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}<>:"|?*]/gu, ''));
}

// No regular expression here: one anchored at the end takes time quadratic in the name's length.
function withoutEdges(name: string): string {
  let end = name.length;
  while (end > 0 && /[.\s]/.test(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end).replace(/^[.\s]+/, '');
}

function shortened(name: string): string {
  const letters = [...name].slice(0, LONGEST_NAME);
  while (new TextEncoder().encode(letters.join('')).length > LONGEST_NAME_BYTES) letters.pop();
  return letters.join('');
}

function splitName(name: string): [string, string] {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}
