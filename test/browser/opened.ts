// Importing this starts the system and the browser before the file's first test and closes them after the last.
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './guests.ts';
import { type House, openHouse } from './house.ts';

export let house: House;
export let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});
