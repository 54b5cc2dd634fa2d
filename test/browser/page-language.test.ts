// The customer page in a language that only the document speaks.
import { expect, test } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { stringify } from 'yaml';
import { pageLanguages, pageProblems, pageSentences } from '../../domain/document/page.ts';
import { filled } from '../../web/src/chat/texts/chat-text-shape.ts';
import { chatTexts } from '../../web/src/chat/texts/chat-texts.ts';
import { en } from '../../web/src/chat/texts/en.ts';
import { directionOf } from '../../web/src/shared/direction.ts';
import { formatted } from '../../web/src/shared/message-format.ts';
import { ar } from '../../web/src/chat/texts/ar.ts';
import { ru } from '../../web/src/chat/texts/ru.ts';
import { complaintsOf, open, phone } from './guests.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';

test('the page says a sentence of the document, and what it lacks whole in English', async () => {
  const admin = await system.staff('admin');
  const { sources } = (await admin.get('/v1/programs/cdek/versions/1')).body as { sources: Record<string, string> };
  const page = { send: 'שליחה', message: 'ההודעה שלך', left: '{count, plural, one {תו אחד} other {# תווים}}' };
  const hebrew = {
    ...sources,
    'program.yaml': `${sources['program.yaml']}`.replace('locale: ru', 'locale: he'),
    'texts.he.yaml': `${sources['texts.ru.yaml']}\n${stringify({ page })}`,
  };
  const { body } = await admin.post('/v1/programs/cdek/drafts', { base: 1, sources: hebrew });
  const published = await admin.post(`/v1/drafts/${(body as { id: string }).id}/publish`, { note: 'Hebrew' });
  expect(published.status).toBe(200);
  const seen = await open(browser, { ...phone, locale: 'fr-FR' });
  await seen.goto(`${system.url}/chat/cdek`);
  await seen.getByRole('textbox', { name: 'ההודעה שלך' }).waitFor();
  await seen.getByRole('button', { name: 'שליחה' }).waitFor();
  expect(await seen.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'he',
    'rtl',
  ]);
  const status = seen.locator('.status');
  await poll(() => status.innerText()).toMatch(/Connected/);
  expect(await status.evaluate((one) => [one.getAttribute('lang'), one.getAttribute('dir')])).toEqual(['en', 'ltr']);
  await seen.getByRole('textbox').fill('א'.repeat(19_999));
  await seen.getByText('תו אחד').waitFor();
  const counted = seen.getByText('תו אחד');
  expect(await counted.getAttribute('lang')).toBeNull();
  expect(complaintsOf(seen)).toEqual([]);
  await seen.context().close();
});

test('the document can say every sentence of the page, and fills in what the page fills in', () => {
  const keys = [...Object.keys(pageSentences), ...pageProblems.map((code) => `problems.${code}`), 'noProgram'];
  expect(keys.toSorted()).toEqual(Object.keys(en).toSorted());
  const values = Object.entries(pageSentences).filter(([, names]) => names.length > 0);
  expect(Object.fromEntries(values)).toEqual(filled);
  expect(pageLanguages.filter((language) => chatTexts(language).send.includes('\u2066'))).toEqual([]);
});

test.each([
  ...Object.values({ ...en, ...ru, ...ar }),
  "It''s '{not}' a {name}, it''s '{",
  "a '{''b'''} {name}",
  "{count, plural, =0 {none} one {'#' # of {name}} other { {name}: # }} end",
  '{ count ,plural, one {x} few {y} many {z} other {# {count, plural, one {a} other {#b}}} }',
])('%s is said as ICU says it', (message) => {
  for (const locale of ['ru', 'en', 'pt-BR']) {
    for (const count of [0, 1, 2, 5, 21, 1_234]) {
      const values = Object.fromEntries([...new Set(Object.values(filled).flat()), 'name'].map((one) => [one, one]));
      const given = { ...values, count };
      const icu = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).format(given);
      expect(formatted(message, locale, given)).toBe(icu);
    }
  }
});

test.each([
  ['he', 'rtl'],
  ['fa-IR', 'rtl'],
  ['uz-Arab', 'rtl'],
  ['uz-Latn', 'ltr'],
  ['ks', 'rtl'],
  ['dv', 'rtl'],
  ['pt-BR', 'ltr'],
  ['no tag at all', 'ltr'],
])('%s is written %s', (locale, direction) => {
  expect(directionOf(locale)).toBe(direction);
});

test('a page of a language that is not known at all is whole in English', () => {
  const texts = chatTexts('fi');
  expect(texts.send).toBe('\u2066\u2060Send\u2069');
  expect(texts.left(2)).toBe('\u2066\u20602 characters left\u2069');
  expect(texts.scoreNames).toHaveLength(5);
});
