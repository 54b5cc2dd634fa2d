// CDEK-21: accepted files, and the names under which they are shown and saved.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  attachmentExtensions,
  type AttachmentKind,
  attachmentKinds,
  attachmentName,
  attachmentTypes,
  kindOfName,
  MAX_ATTACHMENT_BYTES,
  refusalOfAttachment,
} from '../../../domain/conversation/attachment.ts';

const PDF = 'application/pdf';
const REFUSED = 'attachment-type-refused';
const OFFICE = 'application/vnd.openxmlformats-officedocument';

const SIX = ['pdf', 'docx', 'xlsx', 'jpg', 'png', 'heic'] as const;
const code = (taken: readonly AttachmentKind[], type: string | null, name: string | null) =>
  refusalOfAttachment(taken, { type, name, size: 1 })?.code ?? null;

describe('CDEK-21 what is taken', () => {
  test.each<[AttachmentKind, string, string[]]>([
    ['pdf', PDF, ['pdf']],
    ['docx', `${OFFICE}.wordprocessingml.document`, ['docx']],
    ['xlsx', `${OFFICE}.spreadsheetml.sheet`, ['xlsx']],
    ['jpg', 'image/jpeg', ['jpg', 'jpeg']],
    ['png', 'image/png', ['png', 'apng']],
    ['png', 'image/apng', ['png', 'apng']],
    ['heic', 'image/heic', ['heic', 'heif', 'heics', 'heifs', 'hif']],
    ['heic', 'image/heif', ['heic', 'heif']],
    ['heic', 'image/heic-sequence', ['heic', 'heics']],
    ['heic', 'image/heif-sequence', ['heic', 'heifs']],
    ['webp', 'image/webp', ['webp']],
    ['doc', 'application/msword', ['doc']],
    ['xls', 'application/vnd.ms-excel', ['xls']],
    ['csv', 'text/csv', ['csv']],
    ['txt', 'text/plain', ['txt']],
    ['zip', 'application/zip', ['zip']],
    ['mp4', 'video/mp4', ['mp4', 'm4v']],
  ])('%s: %s under its extensions, big letters or small, and under no other', (kind, type, extensions) => {
    for (const extension of attachmentExtensions(attachmentKinds)) {
      const expected = extensions.includes(extension) || kindOfName(`x.${extension}`) === kind ? null : REFUSED;
      expect([extension, code(attachmentKinds, type, `Скан.${extension}`)]).toEqual([extension, expected]);
      expect(code(attachmentKinds, type, `x.${extension.toUpperCase()}`)).toBe(expected);
    }
    expect(code(attachmentKinds, type, 'no extension')).toBe(REFUSED);
    // A form part without a file name claims no type, so the content alone decides.
    expect(code(attachmentKinds, type, null)).toBeNull();
    expect(attachmentName('scan', type)).toBe(`scan.${extensions[0]}`);
  });

  test('nothing that the program does not name, whatever kind it is', () => {
    expect(code(SIX, 'application/zip', 'a.zip')).toBe(REFUSED);
    expect(code(SIX, 'image/webp', null)).toBe(REFUSED);
    expect(code([], PDF, 'a.pdf')).toBe(REFUSED);
    expect(refusalOfAttachment(SIX, { type: null, name: 'a.pdf', size: 1 })?.details).toEqual({ accepted: SIX });
  });

  test('the extension is that of the name as it is shown', () => {
    expect(code(SIX, PDF, '../../evil.html')).toBe(REFUSED);
    expect(code(SIX, PDF, 'act.pdf. . ')).toBeNull();
    expect(code(SIX, PDF, 'act\u202efdp.exe')).toBe(REFUSED);
    expect(code(SIX, PDF, 'act.exe\u0000.pdf')).toBeNull();
    expect(code(SIX, PDF, '.pdf')).toBe(REFUSED);
  });

  test('kinds are told to browsers by types and extensions', () => {
    expect(attachmentExtensions(SIX).slice(0, 5)).toEqual(['pdf', 'docx', 'xlsx', 'jpg', 'jpeg']);
    expect(attachmentTypes(['png', 'csv'])).toEqual(['image/png', 'image/apng', 'text/csv']);
  });

  test.each([null, 'image/svg+xml', 'text/html', 'image/gif', 'image/avif', '', 'IMAGE/PNG', 'constructor'])(
    '%j is refused, even as every kind',
    (type) => {
      for (const name of [null, ...attachmentExtensions(attachmentKinds).map((extension) => `a.${extension}`)]) {
        expect(code(attachmentKinds, type, name)).toBe(REFUSED);
      }
    },
  );

  test.each([
    [0, 'attachment-empty'],
    [1, null],
    [20 * 1024 * 1024, null],
    [20 * 1024 * 1024 + 1, 'attachment-too-large'],
  ])('%d bytes', (size, expected) => {
    expect(refusalOfAttachment(SIX, { type: PDF, name: 'a.pdf', size })?.code ?? null).toBe(expected);
    expect(MAX_ATTACHMENT_BYTES).toBe(20_971_520);
  });
});

describe('CDEK-21 a name', () => {
  test.each([
    ['an ordinary one', 'накладная № 12.pdf', 'накладная № 12.pdf'],
    ['big letters', 'SCAN.PDF', 'SCAN.PDF'],
    ['a path', '../../etc/passwd', 'passwd.pdf'],
    ['a path of Windows', '..\\..\\win.ini', 'win.ini.pdf'],
    ['a drive', 'C:\\docs\\act.pdf', 'act.pdf'],
    ['both kinds of slash', 'a/b\\c.pdf', 'c.pdf'],
    ['a path and nothing behind it', 'folder/', 'file.pdf'],
    ['a percent-encoded path stays a name', '%2e%2e%2fact.pdf', '%2e%2e%2fact.pdf'],
    ['nothing', '', 'file.pdf'],
    ['dots', '..', 'file.pdf'],
    ['blanks', '   ', 'file.pdf'],
    ['a hidden file', '.htaccess', 'htaccess.pdf'],
    ['no extension', 'act', 'act.pdf'],
    ['another extension', 'act.exe', 'act.exe.pdf'],
    ['two extensions, the last wrong', 'act.pdf.exe', 'act.pdf.exe.pdf'],
    ['two extensions, the last right', 'act.exe.pdf', 'act.exe.pdf'],
    ['NUL before the extension', 'act.php\0.pdf', 'act.php.pdf'],
    ['line breaks', 'act\r\nSet-Cookie: a.pdf', 'actSet-Cookie a.pdf'],
    ['a right-to-left override', 'act\u202efdp.exe', 'actfdp.exe.pdf'],
    ['zero-width characters', '\u200bа\u200dк\ufeffт.pdf', 'акт.pdf'],
    ['a line separator', 'a\u2028b\u2029c.pdf', 'abc.pdf'],
    ['a Hangul filler', '\u3164.pdf', 'pdf.pdf'],
    ['half a surrogate pair', 'a\ud83db.pdf', 'ab.pdf'],
    ['an emoji', '📦 посылка.pdf', '📦 посылка.pdf'],
    ['a tag', '<img src=x onerror=alert(1)>.pdf', 'img src=x onerror=alert(1).pdf'],
    ['quotes and stars', '"a"*?|.pdf', 'a.pdf'],
    ['a trailing dot and blanks', 'act.pdf. . ', 'act.pdf'],
    ['letters and their marks apart', 'й.pdf'.normalize('NFD'), 'й.pdf'],
    ['a device of Windows', 'con.', '_con.pdf'],
    ['a device in big letters', 'NUL.pdf', '_NUL.pdf'],
    ['a device with an extension', 'com1.txt', '_com1.txt.pdf'],
    ['a device with a blank', 'aux .pdf', '_aux .pdf'],
    ['a printer', 'prn.pdf', '_prn.pdf'],
    ['the first printer', 'lpt1.pdf', '_lpt1.pdf'],
    ['the last printer', 'LPT9', '_LPT9.pdf'],
    ['the last serial port', 'com9.tar.pdf', '_com9.tar.pdf'],
    ['a printer with a small digit', 'lpt¹.pdf', '_lpt¹.pdf'],
    ['a serial port with a small digit', 'COM³.pdf', '_COM³.pdf'],
    ['like a device, but none', 'console.pdf', 'console.pdf'],
    ['like a printer, but without a number', 'lpt.pdf', 'lpt.pdf'],
    ['like a printer, but with two digits', 'lpt10.pdf', 'lpt10.pdf'],
    ['a printer’s name behind another', 'my-lpt1.pdf', 'my-lpt1.pdf'],
    ['a name of the language', '__proto__', '__proto__.pdf'],
  ])('%s', (_, given, name) => {
    expect(attachmentName(given, PDF)).toBe(name);
  });

  test('the extension that fits is kept as it was, another one is put behind', () => {
    expect(attachmentName('photo.jpeg', 'image/jpeg')).toBe('photo.jpeg');
    expect(attachmentName('photo.JPG', 'image/jpeg')).toBe('photo.JPG');
    expect(attachmentName('photo.jpeg', 'image/png')).toBe('photo.jpeg.png');
    expect(attachmentName('page.html', 'image/png')).toBe('page.html.png');
    expect(attachmentName('x', 'text/html')).toBe('x.bin');
  });

  test.each([
    ['latin', 'x'.repeat(5_000), 'x'.repeat(150)],
    ['Cyrillic letters count twice', 'я'.repeat(5_000), 'я'.repeat(120)],
    ['emoji are not cut in two', '😀'.repeat(5_000), '😀'.repeat(60)],
  ])('a long one of %s is cut', (_, stem, cut) => {
    expect(attachmentName(`${stem}.pdf`, PDF)).toBe(`${cut}.pdf`);
  });

  test('whatever was given: no path, nothing invisible, never empty, fits a file system, ends as its content says', () => {
    const nasty = fc.constantFrom(
      '/',
      '\\',
      '..',
      '.',
      ' ',
      '\0',
      '\u202e',
      '\u200b',
      'con',
      '.pdf',
      '.html',
      '"',
      '<',
      'я',
    );
    const given = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(nasty, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(given, fc.constantFrom(...attachmentTypes(attachmentKinds)), (text, type) => {
        const name = attachmentName(text, type);
        expect(name).not.toMatch(/[/\\<>:"|?*\p{C}\p{Zl}\p{Zp}]/u);
        expect(name).not.toMatch(/^[.\s]/);
        expect(name.isWellFormed()).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect(refusalOfAttachment(attachmentKinds, { type, name, size: 1 })).toBeNull();
        expect(attachmentName(name, type)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['.', ' ', '. ', '/', '<', '\u200b'])('20,000 times %j are read in no time', (unit) => {
    const begun = process.cpuUsage();
    attachmentName(`x${unit.repeat(20_000)}x`, PDF);
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(200);
  });
});
