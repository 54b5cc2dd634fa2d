// A first check in the browser. The server decides by the content.
import type { Problem } from './problem.ts';

/** Rules of a program: kinds as people say them, extensions without dots, the largest size in bytes. */
export type FileRules = { kinds: readonly string[]; extensions: readonly string[]; largestBytes: number };

export const LARGEST_BYTES = 20 * 1024 * 1024;

/** For the file chooser. The server decides. */
export function acceptedFiles({ extensions }: FileRules): string {
  return extensions.map((extension) => `.${extension}`).join(',');
}

/** A refusal that is already certain, or `null`. Saves an upload of 20 MB that would be refused. */
export function foreseenRefusal(file: File, { kinds, extensions, largestBytes }: FileRules): Problem | null {
  const problem = (code: string) => ({ code, status: 422, retryAfterSeconds: null, details: { accepted: kinds } });
  if (file.size === 0) return problem('attachment-empty');
  if (file.size > largestBytes) return problem('attachment-too-large');
  const name = file.name.toLowerCase();
  return extensions.some((extension) => name.endsWith(`.${extension}`)) ? null : problem('attachment-type-refused');
}

/** The kinds that a refusal names, as one list; empty where it names none. */
export function acceptedIn({ details }: Problem): string {
  const accepted = details['accepted'];
  return Array.isArray(accepted) ? accepted.join(', ') : '';
}

const SHOWN = ['image/jpeg', 'image/png', 'image/apng', 'image/webp'];

/** Images that every browser can show. heic is offered as a file. */
export function isShownAsImage(type: string): boolean {
  return SHOWN.includes(type);
}

/** `1,4 МБ`, `820 КБ` in the person's language. */
export function fileSize(bytes: number, language: string): string {
  const large = bytes >= 1024 * 1024;
  const value = large ? bytes / 1024 / 1024 : Math.max(1, Math.round(bytes / 1024));
  const options = { style: 'unit', unit: large ? 'megabyte' : 'kilobyte', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, options).format(value);
}

/** A pasted file often has no name on a phone; it gets one with the time. */
export function withName(file: File, now: Date): File {
  if (file.name !== '' && file.name !== 'image.png') return file;
  const ending = file.type === 'image/png' ? 'png' : 'jpg';
  const stamp = now.toISOString().slice(0, 19).replace(/[T:]/g, '-');
  return new File([file], `${stamp}.${ending}`, { type: file.type });
}
