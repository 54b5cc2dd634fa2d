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

/** Why a file of a type (found in its content) and size is not taken, or `null`. */
export function refusalOfAttachment(type: string | null, size: number): Refusal | null {
  if (size === 0) return refusal('attachment-empty', 'the file is empty');
  if (size > MAX_ATTACHMENT_BYTES) return refusal('attachment-too-large', 'a file may have 20 MB at the most');
  return type !== null && type in attachmentTypes
    ? null
    : refusal('attachment-type-refused', 'pdf, docx, xlsx, jpg, png and heic files are taken');
}

/** A name that is safe to show and to save: no path, no control or invisible characters, an extension that fits. */
export function attachmentName(given: string, type: string): string {
  const base = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const visible = base.replace(/[\p{C}<>:"|?*]/gu, '').replace(/^[.\s]+|[.\s]+$/g, '');
  const [stem, extension] = splitName(visible);
  const fitting = attachmentTypes[type] ?? [];
  const kept = fitting.includes(extension.toLowerCase()) ? extension : (fitting[0] ?? 'bin');
  const rest = fitting.includes(extension.toLowerCase()) ? stem : visible;
  return `${[...(rest || 'file')].slice(0, LONGEST_NAME).join('')}.${kept}`;
}

function splitName(name: string): [string, string] {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}
