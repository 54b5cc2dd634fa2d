// The fields of ticket types: a wrong list never starts and never publishes.
import { expect, test } from '@jest/globals';
import { programView } from '../../api/views/program-view.ts';
import { programOf } from '../../programs/compile.ts';
import { filkhedma } from '../harness/programs.ts';
import { workshop } from '../harness/workshop.ts';
import { type Any, wrong } from './wrong-documents.ts';

const FIELDS = [
  { id: 'reason', kind: 'choice', required: true, choices: ['price', 'time'] },
  { id: 'wish', kind: 'text' },
  { id: 'rooms', kind: 'number' },
  { id: 'call-on', kind: 'date' },
];
const NAMES = { reason: 'A', wish: 'B', rooms: 'C', 'call-on': 'D' };
const AT = '/program/tickets/types/not-paid/fields';

/** filkhedma with fields, and one thing wrong in them. */
const withFields = (change: (fields: Any, document: Any) => void) =>
  wrong('filkhedma', (document) => {
    const { types } = document.program.tickets;
    types['not-paid'].fields = structuredClone(FIELDS);
    for (const { labels } of Object.values(document.texts) as Any[]) {
      labels.ticketFields = structuredClone(NAMES);
      labels.ticketChoices = { price: 'A', time: 'B' };
    }
    change(types['not-paid'].fields, document);
  });

test('a sound list has no mistake, comes into the policy as it is written, and is shown with its names', () => {
  const { sound, problems } = withFields(() => undefined);
  expect(problems.filter(([, , severity]) => severity === 'error')).toEqual([]);
  const program = sound && programOf(sound, 1);
  expect(program?.tickets?.types['not-paid']?.fields).toEqual(FIELDS);
  const view = program && programView(program);
  expect(view?.ticketTypes.find(({ type }) => type === 'not-paid')?.fields).toEqual([
    { field: 'reason', kind: 'choice', required: true, choices: ['price', 'time'] },
    { field: 'wish', kind: 'text', required: false, choices: [] },
    { field: 'rooms', kind: 'number', required: false, choices: [] },
    { field: 'call-on', kind: 'date', required: false, choices: [] },
  ]);
  expect(view?.ticketFields).toContainEqual({ field: 'wish', labels: { ar: 'B', en: 'B', ru: 'B' } });
  expect(view?.ticketChoices).toContainEqual({ choice: 'time', labels: { ar: 'B', en: 'B', ru: 'B' } });
});

test.each<[string, string, (fields: Any, document: Any) => void]>([
  ['/0/id', 'unfit', (fields) => (fields[0].id = 'Reason')],
  ['/1', 'twice', (fields) => (fields[1].id = 'reason')],
  ['/1/kind', 'unfit', (fields) => (fields[1].kind = 'colour')],
  ['/0', 'no-choices', (fields) => delete fields[0].choices],
  ['/0', 'no-choices', (fields) => (fields[0].choices = [])],
  ['/0/choices/1', 'twice', (fields) => (fields[0].choices = ['price', 'price'])],
  ['/0/choices/1', 'unfit', (fields) => (fields[0].choices = ['price', 'No time'])],
  ['/1/choices', 'unused-choices', (fields) => (fields[1].choices = ['price'])],
  ['/1/colour', 'unknown-field', (fields) => (fields[1].colour = 'red')],
])('%s: %s', (path, code, change) => {
  const { sound, problems } = withFields(change);
  expect(sound).toBeNull();
  expect(problems).toContainEqual([`${AT}${path}`, code, 'error']);
});

test.each(['ru', 'en', 'ar'])('each field and each choice has a name in %s, and no two the same', (locale) => {
  const at = `/texts/${locale}/labels`;
  const field = withFields((_, { texts }) => delete texts[locale].labels.ticketFields.wish);
  expect(field.problems).toContainEqual([`${at}/ticketFields`, 'no-label', 'error']);
  const choice = withFields((_, { texts }) => delete texts[locale].labels.ticketChoices.time);
  expect(choice.problems).toContainEqual([`${at}/ticketChoices`, 'no-label', 'error']);
  const same = withFields((_, { texts }) => (texts[locale].labels.ticketChoices.time = 'A'));
  expect(same.problems).toContainEqual([`${at}/ticketChoices/time`, 'same-label', 'error']);
});

test('a type without fields has none, and policies keep the form that they had', () => {
  expect(filkhedma.tickets?.types['not-paid']).not.toHaveProperty('fields');
  expect(
    programView(filkhedma)
      .ticketTypes.map(({ fields }) => fields)
      .flat(),
  ).toEqual([]);
});

test('a program shows how work reaches people: what is silent is taken in a queue, and given as a ticket', () => {
  const { queues, ticketTypes } = programView(workshop);
  expect(queues.map(({ queue, distribution }) => [queue, distribution])).toEqual([
    ['bench', 'push'],
    ['counter', 'claim'],
    ['owner', 'claim'],
  ]);
  expect(ticketTypes.map(({ type, distribution }) => [type, distribution])).toEqual([
    ['call-back', 'claim'],
    ['order-part', 'push'],
  ]);
  expect(new Set(programView(filkhedma).ticketTypes.map(({ distribution }) => distribution))).toEqual(
    new Set(['push']),
  );
});
