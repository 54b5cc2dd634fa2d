// Spellings that count as one name. test/api/customer-search checks that the database agrees.
import { expect, test } from '@jest/globals';
import { foldedName } from '../../../domain/contact/folded-name.ts';

test.each([
  ['فاطمة', 'فاطمه'],
  ['منى', 'مني'],
  ['أحمد', 'احمد'],
  ['إيمان', 'ايمان'],
  ['آية', 'ايه'],
  ['ٱلرحمن', 'الرحمن'],
  ['مُحَمَّد', 'محمد'],
  ['محـــمد', 'محمد'],
  ['عائشة فؤاد', 'عايشه فواد'],
  ['ﻣﻨﻰ', 'مني'],
  ['کریم', 'كريم'],
  ['شقة ١٢', 'شقه 12'],
  ['\u202Eأحمد\u202C\u200F', 'احمد'],
  ['José  ÁLVAREZ', 'jose alvarez'],
  ['Ёлкин', 'елкин'],
  ['\tMona\u00A0Ali\u202F', 'mona ali'],
  ['İLKAY ΣΟΦΟΣ', 'ilkay σοφοσ'],
  ['\u200F \u0640', ''],
])('%j is looked for as %j', (name, folded) => {
  expect(foldedName(name)).toBe(folded);
  expect(foldedName(folded)).toBe(folded);
});
