// CDEK-21: files are accepted by content and extension, whichever program wrote them.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bookOf } from '../../programs/book.ts';
import { publish, shippedPrograms } from '../../programs/index.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';
import { aCompoundFile } from '../harness/compound-file.ts';
import { seedRequest } from '../harness/seeded-request.ts';
import { bearer, type Stored, storeConversation } from '../harness/stored-conversation.ts';
import { aZip } from '../harness/zip.ts';

let api: TestApi;
let stored: Stored;
beforeAll(async () => {
  api = await startApi();
  stored = await storeConversation(api.database.orm);
});
afterAll(() => api.close());

const send = (name: string, bytes: Buffer, caption?: string) => sendTo(stored, name, bytes, caption);

async function sendTo(to: Pick<Stored, 'id' | 'token'>, name: string, bytes: Buffer, caption?: string) {
  const form = new FormData();
  if (caption !== undefined) form.set('caption', caption);
  form.set('file', new File([new Uint8Array(bytes)], name));
  const encoded = new Response(form);
  const answer = await api.call({
    method: 'POST',
    url: `/v1/conversations/${to.id}/attachments`,
    headers: { authorization: `Bearer ${to.token}`, 'content-type': encoded.headers.get('content-type') ?? '' },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: answer.statusCode, ...answer.json<{ code?: string; type?: string; accepted?: string[] }>() };
}

// The letters of the example in windows-1251.
const CP1251: Readonly<Record<string, number>> = {
  Н: 0xcd,
  о: 0xee,
  м: 0xec,
  е: 0xe5,
  р: 0xf0,
  Г: 0xc3,
  д: 0xe4,
  М: 0xcc,
  с: 0xf1,
  к: 0xea,
  в: 0xe2,
  а: 0xe0,
  '«': 0xab,
  Ю: 0xde,
  г: 0xe3,
  '»': 0xbb,
  '–': 0x96,
  '№': 0xb9,
};

const example = (name: string) => readFileSync(join(import.meta.dirname, '../../rehearsals/files', name));
const REFUSED = { status: 422, code: 'attachment-type-refused' };
const taken = (type: string) => ({ status: 201, type });
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const DOCX = `${OFFICE}.wordprocessingml.document`;
const XLSX = `${OFFICE}.spreadsheetml.sheet`;

describe('CDEK-21 real files', () => {
  test.each([
    ['photo-heic.heic', 'image/heic'],
    ['photo-mif1.heic', 'image/heif'],
    ['photo-hevc.heic', 'image/heic-sequence'],
    ['thumbnail-first.docx', DOCX],
    ['thumbnail-first.xlsx', XLSX],
    ['streamed.xlsx', XLSX],
    ['single-quotes.docx', DOCX],
    ['newline-first.pdf', 'application/pdf'],
    ['animated.png', 'image/apng'],
  ])('%s', async (name, type) => {
    expect(await send(name, example(name))).toMatchObject({ ...taken(type), name });
    // The same content with a name of another kind is refused.
    expect(await send('otherwise.txt', example(name))).toMatchObject(REFUSED);
    expect(await send(name.endsWith('pdf') ? 'otherwise.jpg' : 'otherwise.pdf', example(name))).toMatchObject(REFUSED);
  });

  test.each(['no-document-at-all.docx', 'page.pdf'])('%s is none', async (name) => {
    const refused = await send(name, example(name));
    expect(refused).toMatchObject(REFUSED);
    expect(refused.accepted).toContain('docx');
  });
});

describe('CDEK-21 the HEIF family', () => {
  const box = (...brands: string[]) => {
    const body = Buffer.from(`ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`, 'latin1');
    return Buffer.concat([Buffer.from([0, 0, 0, body.length + 4]), body, Buffer.alloc(64)]);
  };

  test.each([
    [['heix', 'mif1']],
    [['heim', 'mif1']],
    [['heis', 'mif1']],
    [['hevx', 'msf1']],
    [['hevm', 'msf1']],
    [['hevs', 'msf1']],
    [['msf1', 'hevc']],
    [['mif2', 'mif1', 'heic']],
    [['MiHE', 'mif1', 'heic']],
  ])('%j, under each of its extensions', async (brands) => {
    for (const extension of ['heic', 'HEIF', 'hif']) {
      expect(await send(`фото.${extension}`, box(...brands))).toMatchObject({ status: 201 });
    }
    expect(await send('фото.jpg', box(...brands))).toMatchObject(REFUSED);
  });

  test.each([
    [['avif', 'mif1', 'miaf']],
    [['mif1', 'avif']],
    [['isom', 'mp41']],
    [['qt  ', 'qt  ']],
    [['M4A ', 'isom']],
  ])('%j is another format', async (brands) => {
    expect(await send('фото.heic', box(...brands))).toMatchObject(REFUSED);
  });

  test('a film is no picture, and none of the kinds of cdek', async () => {
    expect(await send('film.mp4', box('isom', 'mp41'))).toMatchObject(REFUSED);
  });
});

describe('CDEK-21 office documents are zip archives with the parts of one', () => {
  const main = `${DOCX}.main+xml`;
  const list = (type: string, part = '/word/document.xml') =>
    `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="${part}" ContentType="${type}"/></Types>`;
  const document = (types: string | Buffer, names: string[] = ['word/document.xml']) =>
    aZip([...names.map((name): [string, string] => [name, '<x/>']), ['[Content_Types].xml', types]]);

  test.each([
    ['its list last', document(list(main))],
    ['its main part elsewhere', document(list(main, '/content/main.xml'), ['content/main.xml'])],
    ['its list in UTF-16', document(Buffer.from(`\ufeff${list(main)}`, 'utf16le'))],
    ['characters written as references', document(list(main.replace('word', '&#119;ord')))],
    [
      'a prefix before its elements',
      document(
        list(main)
          .replace('<Types xmlns', '<t:Types xmlns:t')
          .replace('<Override', '<t:Override')
          .replace('</Types', '</t:Types'),
      ),
    ],
  ])('a docx with %s', async (_, bytes) => {
    expect(await send('акт.docx', bytes)).toMatchObject(taken(DOCX));
  });

  test.each([
    ['a list that names a part that is not there', document(list(main), ['word/other.xml'])],
    ['a list in a comment', document(`<!-- ${list(main)} --><Types/>`)],
    ['a list that is no XML', document('<Types><Override')],
    ['macros', document(list('application/vnd.ms-word.document.macroEnabled.main+xml'))],
    ['a template', document(list(main.replace('document.main', 'template.main')))],
    ['slides', document(list(`${OFFICE}.presentationml.presentation.main+xml`))],
    ['a list that unpacks to 5 MB', document(`${list(main)}${' '.repeat(5_000_000)}`)],
    ['no list', aZip([['word/document.xml', '<x/>']])],
    ['nothing', aZip([])],
    ['its end cut off', document(list(main)).subarray(0, -10)],
    ['nothing but the first bytes of a zip', Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(500)])],
  ])('no docx: %s', async (_, bytes) => {
    expect(await send('акт.docx', bytes)).toMatchObject(REFUSED);
  });

  test('a table is no letter, and a zip is not taken where the program does not say so', async () => {
    expect(await send('акт.xlsx', document(list(main)))).toMatchObject(REFUSED);
    expect(await send('акты.zip', aZip([['акт.txt', 'x']]))).toMatchObject(REFUSED);
  });
});

describe('CDEK-21 doc and xls by the streams inside', () => {
  test.each([
    ['письмо.doc', 'WordDocument', 'application/msword'],
    ['таблица.xls', 'Workbook', 'application/vnd.ms-excel'],
    ['таблица 95.xls', 'Book', 'application/vnd.ms-excel'],
  ])('%s', async (name, stream, type) => {
    for (const before of [0, 3, 40]) {
      expect(await send(name, aCompoundFile(stream, before))).toMatchObject(taken(type));
    }
    expect(await send(name.endsWith('doc') ? 'x.xls' : 'x.doc', aCompoundFile(stream, 3))).toMatchObject(REFUSED);
  });

  test('a compound file of another program, a chain that goes round, and one cut off are refused', async () => {
    const whole = aCompoundFile('WordDocument', 40);
    const round = Buffer.from(aCompoundFile('Something', 40));
    // The directory's second sector is followed by the first.
    round.writeUInt32LE(1, 512 + 2 * 4);
    for (const bytes of [aCompoundFile('Something', 3), round, whole.subarray(0, 1_200), whole.subarray(0, 100)]) {
      expect(await send('письмо.doc', bytes)).toMatchObject(REFUSED);
    }
  });
});

describe('CDEK-21 text is known by its encoding', () => {
  const words = 'Номер;Город\r\n10-1;Москва\t«Юг» – №\r\n';
  const cp1251 = Buffer.from([...words].map((letter) => CP1251[letter] ?? letter.charCodeAt(0)));

  test.each([
    ['UTF-8', Buffer.from(words)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${words}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${words}`, 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\ufeff${words}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(words, 'utf16le')],
    ['windows-1251', cp1251],
    ['plain ASCII that begins like a picture', Buffer.from('BMW;1\n')],
    ['letters across two pieces', Buffer.from(`x${'я'.repeat(100_000)}`)],
  ])('%s', async (_, bytes) => {
    expect(await send('список.csv', bytes)).toMatchObject(taken('text/csv'));
    expect(await send('список.txt', bytes)).toMatchObject(taken('text/plain'));
    expect(await send('список.pdf', bytes)).toMatchObject(REFUSED);
    expect(await send('список.html', bytes)).toMatchObject(REFUSED);
  });

  test.each([
    ['a picture', Buffer.concat([example('animated.png'), Buffer.from(words)])],
    ['noise', randomBytes(4_000)],
    ['an even number of bytes that could be Chinese', Buffer.from('\u0001\u4e00\u4e8c\u4e09', 'utf16le')],
    ['text with a NUL', Buffer.from(`${words}\0${words}`)],
    ['text whose end is none', Buffer.concat([Buffer.from(words.repeat(5_000)), Buffer.from([0, 1, 2, 0xff])])],
    ['half a letter at the end of UTF-16', Buffer.from(`\ufeff${words}`, 'utf16le').subarray(0, -1)],
    ['a PDF without a byte above', Buffer.from('%PDF-1.4\n')],
  ])('%s is none', async (_, bytes) => {
    expect(await send('список.txt', bytes)).toMatchObject(REFUSED);
  });
});

test.each([
  ['a header at the last place', `${'\n'.repeat(1_019)}%PDF-1.4`, 201],
  ['a header one byte later', `${'\n'.repeat(1_020)}%PDF-1.4`, 422],
])('CDEK-21 a PDF with %s', async (_, text, status) => {
  expect(await send('акт.pdf', Buffer.from(text))).toMatchObject({ status });
});

test('CDEK-21 a caption is the text of the file’s message; cards in it are masked', async () => {
  const photo = example('animated.png');
  await send('фото.png', photo, 'Карта 4111 1111 1111 1111\nи посылка');
  const url = `/v1/conversations/${stored.id}/messages?limit=1000`;
  const said = async () => (await api.call({ url, headers: bearer(stored) })).json<{ items: object[] }>().items.at(-1);
  expect(await said()).toMatchObject({
    text: 'Карта •••• •••• •••• 1111\nи посылка',
    attachments: [{ name: 'фото.png' }],
  });
  await send('фото.png', photo, ' \u200b ');
  expect(await said()).toMatchObject({ text: '' });
  for (const caption of ['x'.repeat(20_001), 'a\0b']) {
    expect(await send('фото.png', photo, caption)).toMatchObject({ status: 400, code: 'invalid-request' });
  }
});

test('CDEK-21 an open request takes the files of its own version, whatever the program says later', async () => {
  const { orm } = api.database;
  const request = await seedRequest(orm, { category: 'order', since: START });
  const intake = await storeConversation(orm, { stage: 'intake' });
  const shipped = shippedPrograms();
  const cdek = shipped.filter(({ name }) => name === 'cdek').map((one) => ({ ...one, version: 2, attachments: [] }));
  publish(bookOf([...cdek, ...shipped]));
  const pdf = Buffer.from('%PDF-1.4\n');
  const answers = [await sendTo(request, 'акт.pdf', pdf), await sendTo(intake, 'акт.pdf', pdf)];
  publish(bookOf(shipped));
  expect(answers).toMatchObject([taken('application/pdf'), REFUSED]);
});
