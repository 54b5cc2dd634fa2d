import AxeBuilder from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Without animations, so that no page is examined half drawn. */
export const quiet = { reducedMotion: 'reduce' } as const;

export async function look(page: Page, where: string): Promise<void> {
  // The page is one document without frames. Without the search for frames, axe needs only a fraction of the time.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await builder.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => ({ where, id, html, why: any[0]?.message })),
  );
  expect(found).toEqual([]);
}
