// Owns what a page lets its person hear and read when something happens, and whether they look at it. Refuses to keep the
// browser from doing it.
import type { Page } from 'playwright-core';

export type Heard = {
  /** Notes of the sound. */
  notes: number;
  /** Sentences given to the system. */
  told: string[];
};

/** Counts the notes of the sound and keeps what the system is told. A browser without a screen forbids telling it: here it may. */
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

/** Whether the person looks at the page: a browser without a screen always says yes. */
export const look = (page: Page, isHidden: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: hidden ? 'hidden' : 'visible' });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);

/** A short note on the screen. */
export const toast = (page: Page, text: string) => page.locator('.mantine-Notification-root').filter({ hasText: text });

/** Waits until the page has sounded that many notes. */
export const notesOf = (page: Page, notes: number) =>
  page.waitForFunction((least) => (window as unknown as { heard: Heard }).heard.notes >= least, notes);
