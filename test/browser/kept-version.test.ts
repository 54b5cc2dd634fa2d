// The program changes while a request is open: the console goes on with the request's own version.
import { expect, test } from '@jest/globals';
import { publishEdited } from '../harness/published.ts';
import { complaintsOf, staffAt } from './guests.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';

test('a request says its version, and may move to a category that a new request no longer has', async () => {
  const waiting = await system.waitingCustomer('order');
  await publishEdited(system.database.orm, 'cdek', {
    validFrom: '2026-01-01T00:00:00.000Z',
    edits: [
      ['program.yaml', '    - { category: account, queue: support }\n', ''],
      ['texts.ru.yaml', '    account: вопрос по личному кабинету\n', ''],
      ['texts.en.yaml', '    account: question about the personal account\n', ''],
    ],
  });
  const director = await staffAt(browser, system, `/inbox/waiting/${waiting.conversationId}`, 'director');
  const version = director.locator('dl > div', { hasText: 'Правила' }).locator('dd');
  await poll(() => version.innerText()).toBe('версия 1');
  await director.getByRole('button', { name: 'Передать' }).click();
  const dialog = director.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'вопрос по личному кабинету' }).click();
  await dialog.getByRole('button', { name: 'Передать' }).click();
  await dialog.waitFor({ state: 'detached' });
  // Today's program has no name for it any more, so its own version says it.
  await director.getByRole('heading', { name: 'Вопрос по личному кабинету' }).waitFor();
  const { body } = await (await system.staff('director')).get(`/v1/conversations/${waiting.conversationId}`);
  expect(body).toMatchObject({ category: 'account', programVersion: 1 });
  expect(complaintsOf(director)).toEqual([]);
  await director.context().close();
});
