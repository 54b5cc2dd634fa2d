// Records sounds and system notifications of a page, and sets whether the page is visible.
import type { Page } from 'playwright-core';

export type Heard = {
  /** Notes of the alert sound. */
  notes: number;
  /** System notifications. */
  told: string[];
};

/**
 * Counts the notes of the sound and records system notifications. A headless browser forbids those, so permission is
 * faked.
 */
export const listenTo = (page: Page) =>
  page.evaluate(() => {
    const heard: Heard = { notes: 0, told: [] };
    const begin = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function start(at) {
      heard.notes += 1;
      begin.call(this, at);
    };
    const Told = Notification;
    Object.assign(window, {
      heard,
      Notification: class extends Told {
        static override readonly permission = 'granted';

        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          heard.told.push(title);
        }
      },
    });
  });
export const heardBy = (page: Page): Promise<Heard> =>
  page.evaluate(() => (window as unknown as { heard: Heard }).heard);

/** Sets whether the page is visible: a headless browser always says yes. */
export const look = (page: Page, isHidden: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: hidden ? 'hidden' : 'visible' });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);

/** A short note on the screen. */
export const toast = (page: Page, text: string) => page.locator('.mantine-Notification-root').filter({ hasText: text });

/** Waits until the page has played this many notes. */
export const notesOf = (page: Page, notes: number) =>
  page.waitForFunction((least) => (window as unknown as { heard: Heard }).heard.notes >= least, notes);
