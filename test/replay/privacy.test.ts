// Histories hold no personal data and no wording, only ids, codes and instants.
import { expect, test } from '@jest/globals';
import { isInn } from '../../domain/conversation/identification.ts';
import { allPrograms } from '../../programs/index.ts';
import { demoPeople } from '../../programs/shipped.ts';
import { storedHistories } from './histories.ts';
import { readable } from './readable.ts';
import { secrets } from './walk.ts';

const histories = storedHistories().map(({ name, text }) => ({ name, text: readable(text) }));

function namesOfThoseWith(wanted: string): string[] {
  return histories.filter(({ text }) => text.includes(wanted)).map(({ name }) => name);
}

function innsIn(text: string): string[] {
  // The seconds of an instant have ten digits too, and one in eleven would pass for an INN.
  const timeless = text.replace(/"?seconds"?:"?\d+"?/g, '');
  return (timeless.match(/(?<![\w.-])(?:\d{12}|\d{10})(?![\w.-])/g) ?? []).filter(isInn);
}

test('what is hidden in payloads is looked at as well', () => {
  const policies = ['"version":"cdek-', '"version":"filkhedma-tickets-'].flatMap(namesOfThoseWith);
  expect(policies.toSorted()).toEqual(histories.map(({ name }) => name).toSorted());
});

test('no history holds a contract number, an INN or what people wrote', () => {
  for (const secret of Object.values(secrets)) expect(namesOfThoseWith(secret)).toEqual([]);
  for (const { name, text } of histories) expect({ name, inns: innsIn(text) }).toEqual({ name, inns: [] });
});

test('no history holds a person by name, or a telephone number', () => {
  for (const people of Object.values(demoPeople()))
    for (const { name } of people) expect(namesOfThoseWith(name)).toEqual([]);
  expect(histories.filter(({ text }) => /\+\d[\d ()-]{9,}\d/.test(text)).map(({ name }) => name)).toEqual([]);
});

test('no history holds a text that customers read', () => {
  for (const { texts } of allPrograms())
    for (const text of Object.values(texts)) expect(namesOfThoseWith(text)).toEqual([]);
});

test('no history holds a package’s customer: their name, number or address', () => {
  const customer = ['Mona', '+201001234567', '1001234567', 'Maadi'];
  for (const personal of customer) expect([personal, namesOfThoseWith(personal)]).toEqual([personal, []]);
  // The packages' histories really are examined: their permitted values are found.
  expect(namesOfThoseWith('"intent":"payment-request/').length).toBeGreaterThan(10);
});
