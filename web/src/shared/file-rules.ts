// Owns what the browser can say about a file before it is sent. Refuses to be the judge: the server looks at the content.

/** For the file chooser; the server has the last word. */
export const ACCEPTED_FILES = '.pdf,.docx,.xlsx,.jpg,.jpeg,.png,.heic';

const ACCEPTED = ACCEPTED_FILES.split(',');
const LARGEST_BYTES = 20 * 1024 * 1024;

/** The code with which the server would refuse this file anyhow, or `null`. Saves the sending of 20 MB for a no. */
export function foreseenRefusal(file: File): string | null {
  if (file.size === 0) return 'attachment-empty';
  if (file.size > LARGEST_BYTES) return 'attachment-too-large';
  const name = file.name.toLowerCase();
  return ACCEPTED.some((ending) => name.endsWith(ending)) ? null : 'attachment-type-refused';
}

/** Images that every browser shows; heic is offered as a file. */
export function isShownAsImage(type: string): boolean {
  return type === 'image/jpeg' || type === 'image/png' || type === 'jpg' || type === 'png';
}

/** `1,4 МБ`, `820 КБ` in the person's language. */
export function fileSize(bytes: number, language: string): string {
  const large = bytes >= 1024 * 1024;
  const value = large ? bytes / 1024 / 1024 : Math.max(1, Math.round(bytes / 1024));
  const options = { style: 'unit', unit: large ? 'megabyte' : 'kilobyte', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, options).format(value);
}

/** A file name that a phone's paste gives has none; it gets one that tells the time. */
export function withName(file: File, now: Date): File {
  if (file.name !== '' && file.name !== 'image.png') return file;
  const ending = file.type === 'image/png' ? 'png' : 'jpg';
  const stamp = now.toISOString().slice(0, 19).replace(/[T:]/g, '-');
  return new File([file], `${stamp}.${ending}`, { type: file.type });
}
