// Importing this starts the system and the browser before the file's first test and closes them after the last.
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './guests.ts';
import { type System, openSystem } from './system.ts';

export let system: System;
export let browser: Browser;

beforeAll(async () => {
  [system, browser] = await Promise.all([openSystem(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await system?.stop();
});
