// The page about documents is made from their schema, so it is never older than that.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { referencePage } from '../../programs/reference.ts';

/** The formatter widens the columns of tables. */
const plain = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();

test('docs/program-document.md is what `npm run program -- reference` writes', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/program-document.md'), 'utf8');
  expect(plain(page)).toBe(plain(referencePage()));
});

test('it names each field with its form and what it is', () => {
  const page = plain(referencePage());
  expect(page).toContain('| `conversation.queues.<id>.ladder[]{escalate}.after` | yes | duration |');
  expect(page).toContain('| `servicePackage.cancellation.refund.denominator` | yes | number from 1 to 1000000 |');
  expect(page).toContain('| `conversation.hours.week.<weekday>[].opens` | yes | `HH:MM` |');
  expect(page).toContain('| `texts.<id>` | | text or map | An ICU message |');
});
