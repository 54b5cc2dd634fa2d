// The build's output: sizes, and nothing that a strict content-security-policy forbids.
import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, '../../web/dist');
const read = (path: string) => readFileSync(join(dist, path), 'utf8');

/** Files and everything that they load before they can be used, by path. */
function loadedBy(...files: string[]): string[] {
  const found = new Set(files);
  for (const path of found) {
    const text = read(path);
    const imports = path.endsWith('.js') ? text.matchAll(/(?:from|^import|;import)\s*"\.\/([^"]+)"/g) : [];
    for (const [, name] of imports) found.add(`assets/${name}`);
    if (path.endsWith('.html'))
      for (const [, name] of text.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) found.add(`${name}`);
  }
  return [...found];
}

const weight = (...files: string[]) => loadedBy(...files).reduce((sum, path) => sum + gzipSync(read(path)).length, 0);

test('the customer page weighs 60 kB gzipped at the most, all of it', () => {
  expect(loadedBy('chat.html').length).toBeGreaterThan(4);
  expect(weight('chat.html')).toBeLessThan(60_000);
});

test('the console’s first load stays below 300 kB gzipped', () => {
  expect(loadedBy('index.html').length).toBeGreaterThan(4);
  expect(weight('index.html')).toBeLessThan(300_000);
});

test('with the inbox, which begins to load at once, it stays below 305 kB', () => {
  const inbox = globSync('assets/inbox-pages-*.{js,css}', { cwd: dist });
  expect(inbox.length).toBe(2);
  expect(weight('index.html', ...inbox)).toBeLessThan(305_000);
});

test.each(['index.html', 'chat.html'])('%s: no script, style or handler within the page', (page) => {
  const html = read(page);
  expect(html.match(/<script(?![^>]*\ssrc=)/g)).toBeNull();
  expect(html.match(/<style|\sstyle=|\son\w+=/g)).toBeNull();
});
