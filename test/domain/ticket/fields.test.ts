import { describe, expect, test } from '@jest/globals';
import {
  emptyFields,
  fieldSheet,
  type GivenFields,
  refusalOfFields,
  withFields,
} from '../../../domain/ticket/fields.ts';
import { NO_FACTS, refusalOfResult } from '../../../domain/ticket/results.ts';
import { ticketType } from '../../../domain/ticket/policy.ts';
import { theTicketPolicy } from './builders.ts';

const type = {
  fields: [
    { id: 'reason', kind: 'choice', required: true, choices: ['price', 'time'] },
    { id: 'wish', kind: 'text', required: true },
    { id: 'rooms', kind: 'number' },
    { id: 'call-on', kind: 'date' },
  ],
} as const;

const refused = (given: GivenFields, kept = {}, of: Parameters<typeof refusalOfFields>[0] = type) =>
  refusalOfFields(of, kept, given);

describe('what fits a field', () => {
  test.each<[GivenFields]>([
    [{}],
    [{ reason: 'time', wish: 'in spring', rooms: -2.5, 'call-on': '2028-02-29' }],
    [{ wish: 'x'.repeat(2_000), rooms: Number.MAX_SAFE_INTEGER }],
    [{ rooms: -Number.MAX_SAFE_INTEGER }],
    [{ reason: null, wish: null, rooms: null, 'call-on': null }],
  ])('%j', (given) => expect(refused(given)).toBeNull());

  test.each<[string, GivenFields]>([
    ['choice', { reason: 'weather' }],
    ['choice', { reason: 1 }],
    ['text', { wish: 7 }],
    ['text', { wish: ' \u200b ' }],
    ['text', { wish: '' }],
    ['text', { wish: 'x'.repeat(2_001) }],
    ['number', { rooms: '3' }],
    ['number', { rooms: Number.MAX_SAFE_INTEGER + 1 }],
    ['number', { rooms: Number.NaN }],
    ['date', { 'call-on': '2031-02-29' }],
    ['date', { 'call-on': '2031-3-1' }],
    ['date', { 'call-on': '2031-03-01T00:00' }],
    ['date', { 'call-on': 'tomorrow' }],
  ])('no %s: %j', (kind, given) => {
    const [field] = Object.keys(given);
    expect(refused(given)).toMatchObject({ code: 'field-unfit', details: { field, kind } });
  });

  test('a field that the type does not have, and any where the policy has none', () => {
    expect(refused({ colour: 'red' })).toMatchObject({ code: 'field-unknown', details: { field: 'colour' } });
    expect(refused({ wish: 'red' }, {}, {})).toMatchObject({ code: 'field-unknown' });
    expect(refused({ constructor: null } as never)).toMatchObject({ code: 'field-unknown' });
  });

  test('one that does not fit refuses all, and a required one with a value is not emptied', () => {
    expect(refused({ wish: 'red', rooms: 'two' })).toMatchObject({ details: { field: 'rooms' } });
    expect(refused({ wish: null }, { wish: 'red' })).toMatchObject({
      ...{ code: 'field-required', details: { fields: ['wish'] } },
    });
    expect(refused({ rooms: null }, { rooms: 2 })).toBeNull();
  });
});

describe('a change', () => {
  const kept = { wish: 'red', rooms: 2 };

  test('sets, replaces and empties what it names, and leaves the rest', () => {
    expect(withFields(kept, { wish: 'blue', rooms: null, reason: 'time' })).toEqual({
      ...{ values: { wish: 'blue', reason: 'time' }, changed: ['wish', 'rooms', 'reason'] },
    });
    expect(kept).toEqual({ wish: 'red', rooms: 2 });
  });

  test('the same values, and an empty field emptied, change nothing', () => {
    expect(withFields(kept, { wish: 'red', rooms: 2, reason: null })).toEqual({ values: kept, changed: [] });
  });

  test('keeps no card number, and the same one again is the same value', () => {
    const { values, changed } = withFields(kept, { wish: 'pays with 4111 1111 1111 1111' });
    expect([values['wish'], changed]).toEqual(['pays with •••• •••• •••• 1111', ['wish']]);
    expect(withFields(values, { wish: 'pays with 4111 1111 1111 1111' }).changed).toEqual([]);
  });
});

test('the sheet has every field in order, then values of fields that are gone', () => {
  expect(fieldSheet(type, { rooms: 0, gone: 'kept' })).toEqual([
    { field: 'reason', value: null },
    { field: 'wish', value: null },
    { field: 'rooms', value: 0 },
    { field: 'call-on', value: null },
    { field: 'gone', value: 'kept' },
  ]);
  expect(fieldSheet({}, {})).toEqual([]);
});

describe('closing', () => {
  const followUp = { ...ticketType(theTicketPolicy(), 'outbound-sales-request'), ...type };
  const closing = (result: string | null, kept: Record<string, string | number>) =>
    refusalOfResult(followUp, { result }, { ...NO_FACTS, emptyFields: emptyFields(followUp, kept) });

  test('needs every required field, and only those', () => {
    expect(closing('other', {})).toMatchObject({
      ...{ code: 'field-required', details: { fields: ['reason', 'wish'] } },
    });
    expect(closing('other', { wish: 'red' })).toMatchObject({ details: { fields: ['reason'] } });
    expect(closing('other', { wish: 'red', reason: 'time' })).toBeNull();
    expect(emptyFields({}, {})).toEqual([]);
  });

  test('says first what is wrong with the result', () => {
    expect(closing(null, {})).toMatchObject({ code: 'result-required' });
    expect(closing('booked', {})).toMatchObject({ code: 'result-untrue' });
  });

  test('a running case knows no values, so it does not ask for them', () => {
    expect(refusalOfResult(followUp, { result: 'other' }, NO_FACTS)).toBeNull();
  });
});
