// The texts to cdek's customers match its document exactly.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { renderChoices, renderText } from '../../programs/render.ts';
import { thePolicy } from '../harness/builders.ts';
import { cdek, texts } from '../harness/programs.ts';

const copy = read(resolve(import.meta.dirname, 'seed-texts/cdek.txt'));
const shared = resolve(import.meta.dirname, '../../../shared/seeds/cdek.txt');

/** The only line of the document that contains these words, from the words on. */
function fromTheDocument(words: string): string {
  const found = copy.filter((line) => line.includes(words));
  if (found.length !== 1) throw new Error(`the document has ${found.length} lines with “${words}”`);
  return (found[0] ?? '').slice((found[0] ?? '').indexOf(words));
}

describe('each text is the document’s, byte for byte', () => {
  test.each([
    ['CDEK-01', 'banner', 'Вас приветствует'],
    ['CDEK-04', 'greeting', 'Добрый день!'],
    ['CDEK-06', 'category-prompt', 'Выберите'],
    ['CDEK-07', 'acknowledgement', 'в течение 10 минут с вами'],
    ['CDEK-14', 'no-answer-in-hours', 'Вы можете связаться'],
    ['CDEK-15', 'no-answer-out-of-hours', 'Ой, все уже'],
    ['CDEK-17', 'rating-prompt', 'Спасибо, что обратились'],
  ] as const)('%s %s', (_, id, words) => {
    const said = renderText(cdek, { text: id });
    expect(Buffer.from(said)).toEqual(Buffer.from(fromTheDocument(words).trimEnd()));
    expect(said).toBe(texts[id]);
  });

  test('CDEK-03 so are the labels of the categories', () => {
    const labels = renderChoices(cdek, 'categories')?.map(({ label }) => label);
    const written = copy.filter((line) => line.startsWith('- вопрос по') || line === '- другое');
    expect(labels).toEqual(written.slice(0, 4).map((line) => line.replace(/^- /, '')));
  });

  test('CDEK-12 and those of the dispositions, in the order of the document', () => {
    const labels = thePolicy().dispositions.map(({ label }) => label);
    const words = [
      'Заявка на',
      'Создание',
      'Смена контактных',
      'Смена режима',
      'Пересыл',
      'Поиск',
      'Консультация',
      'Предост',
    ];
    expect(labels.slice(0, 8)).toEqual(words.map((word) => fromTheDocument(word)));
    expect(fromTheDocument('Свой вариант')).toContain(labels[8]);
  });
});

describe('CDEK-19 the absence reply', () => {
  const values = {
    from: '2031-03-05',
    until: '2031-03-10',
    substituteName: 'Юлией',
    substitutePhone: '+7 383 200-00-00',
  };

  test('is the document’s around its blanks', () => {
    const said = renderText(cdek, { text: 'absence-reply', values });
    const pieces = fromTheDocument('нахожусь').split(/_+|Юлией/);
    expect(pieces.map((piece) => piece.trim()).slice(0, 4)).toEqual([
      'нахожусь в отпуске с',
      'по',
      ', по вопросам взаиморасчетов свяжитесь, пожалуйста, с',
      'по тел.',
    ]);
    expect(said).toBe(
      'нахожусь в отпуске с 05.03.2031 по 10.03.2031, по вопросам взаиморасчетов свяжитесь, пожалуйста, с Юлией по тел. +7 383 200-00-00',
    );
  });

  test('shows what was typed as it was typed, whatever it means to the formatter', () => {
    for (const odd of ["О'Нил", '{from}', '<b>Юлией</b>', '#', 'Юлией}', "'{'", '%s $1 $&', '😀']) {
      const said = renderText(cdek, { text: 'absence-reply', values: { ...values, substituteName: odd } });
      expect(said).toContain(`пожалуйста, с ${odd} по тел.`);
    }
  });

  test('a missing value is a mistake of ours, not a text with a hole', () => {
    expect(() => renderText(cdek, { text: 'absence-reply', values: { from: '05.03.2031' } })).toThrow();
    expect(() => renderText(cdek, { text: 'no-such-text' })).toThrow(RangeError);
  });
});

const whereShared = existsSync(shared) ? test : test.skip;

whereShared('the copy of the document in this repository is the document’s', () => {
  const document = read(shared);
  for (const line of copy) expect(document).toContain(line);
});

test('no text has a space or a line break at its ends, and none is written with look-alike letters', () => {
  for (const text of Object.values(texts)) {
    expect(text).toBe(text.trim());
    expect(text).toBe(text.normalize('NFC'));
    expect(text.replace(/\{\w+\}/g, '')).not.toMatch(/[A-Za-z\u00a0\u200b]/);
  }
});

function read(path: string): string[] {
  const lines = readFileSync(join(path), 'utf8').split('\n');
  return lines.filter((line) => line !== '');
}

test.each([
  ['ru', '05.03.2031'],
  ['en-US', '03/05/2031'],
  ['pt-BR', '05/03/2031'],
  ['ar-EG', '05/03/2031'],
])('a date is written as the language writes it: %s', (locale, written) => {
  const said = renderText({ name: 'x', locale, texts: { a: '{on}' } }, { text: 'a', values: { on: '2031-03-05' } });
  expect(said.replaceAll(/\p{Cf}/gu, '')).toBe(written);
});
