// Owns which files may be attached to a conversation and under which name. Refuses to look into a file.
import { type Refusal, refusal } from '../refusal.ts';

/** CDEK-21: what is accepted, by content; the extension is the one under which it is handed out. */
export const attachmentTypes: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/heic': ['heic'],
};

export const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024;

const LONGEST_NAME = 150;

// File systems count bytes, up to 255, and a Cyrillic letter has two.
const LONGEST_NAME_BYTES = 240;

// Windows opens its devices under these names, whatever the extension.
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** Why a file of a type (found in its content) and size is not taken, or `null`. */
export function refusalOfAttachment(type: string | null, size: number): Refusal | null {
  if (size === 0) return refusal('attachment-empty', 'the file is empty');
  if (size > MAX_ATTACHMENT_BYTES) return refusal('attachment-too-large', 'a file may have 20 MB at the most');
  return type !== null && Object.hasOwn(attachmentTypes, type)
    ? null
    : refusal('attachment-type-refused', 'pdf, docx, xlsx, jpg, png and heic files are taken');
}

/** A name that is safe to show and to save: no path, no control or invisible characters, an extension that fits. */
export function attachmentName(given: string, type: string): string {
  const base = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const visible = withoutEdges(base.replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}<>:"|?*]/gu, ''));
  const [stem, extension] = splitName(visible);
  const fitting = attachmentTypes[type] ?? [];
  const isFitting = fitting.includes(extension.toLowerCase());
  const kept = isFitting ? extension : (fitting[0] ?? 'bin');
  const rest = shortened((isFitting ? stem : visible) || 'file');
  const isDevice = DEVICE.test(rest.split('.', 1)[0]?.trim() ?? '');
  return `${isDevice ? '_' : ''}${rest}.${kept}`;
}

// By hand: a regular expression for the end takes the square of the name's length.
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
