// What a newcomer reads is true: each file, each function and each link that the pages name is there.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const pages = ['docs/architecture.md', 'docs/glossary.md', 'docs/questions.md', 'docs/reliability.md'];

const ROOMS = 'activities|api|bench|bin|db|docs|domain|platform|programs|rehearsals|test|vendors|web|worker|workflows';
const PATH = new RegExp(`^(?:(?:${ROOMS})/[\\w./*{},-]*|(?:README\\.md|\\.oxlintrc\\.json|docker-compose\\.yml))$`);

type Named = { file: string; name: string | null };

/** What a page names: `file`, `file#name`, and `#name` in the file named last. */
function namedIn(text: string): Named[] {
  const spans = [...text.replace(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, span]) => String(span));
  let last = '';
  return spans.flatMap((span): Named[] => {
    const [path = '', name = null] = span.split('#');
    if (path === '' && name !== null) return [{ file: last, name }];
    if (!PATH.test(path)) return [];
    last = path;
    return [{ file: path, name }];
  });
}

/** `{en,ru,ar}` stands for three files, each of which has to be there. */
function waysOf(path: string): number {
  const [, inBraces] = /\{(.*)\}/.exec(path) ?? [];
  return inBraces?.split(',').length ?? 1;
}

/** Where a function, a method, a type, a value or a field is declared, not where it is called. */
function declares(text: string, name: string): boolean {
  const word = name.replaceAll('$', '\\$');
  const statement = `\\b(?:function|const|let|class|type)\\s+${word}\\b`;
  const member = `^ +(?:static |private |readonly |async |get )*${word}[<(?:](?!.*\\);$)`;
  return new RegExp(`${statement}|${member}`, 'm').test(text);
}

describe.each(pages)('%s', (page) => {
  const named = namedIn(read(page));

  test('names files that are there', () => {
    expect(named.length).toBeGreaterThan(20);
    expect(named.map(({ file }) => file).filter((file) => globSync(file, { cwd: ROOT }).length < waysOf(file))).toEqual(
      [],
    );
  });

  test('names functions, types and values that are declared in their file', () => {
    const gone = named.filter(
      ({ file, name }) => name !== null && !(existsSync(join(ROOT, file)) && declares(read(file), name)),
    );
    expect(gone.map(({ file, name }) => `${file}#${name}`)).toEqual([]);
  });
});

test('a name that is only called in a file is not declared there', () => {
  expect(declares('  await takeSteps(running);\n  return takeSteps(again);\n  takeSteps(once);', 'takeSteps')).toBe(
    false,
  );
  expect(declares('export async function takeSteps<K>(', 'takeSteps')).toBe(true);
  expect(declares('  private async send(effect: Effect): Promise<void> {', 'send')).toBe(true);
});

test('every link of the documents leads to a file', () => {
  const documents = ['README.md', 'rehearsals/README.md', ...globSync('docs/**/*.md', { cwd: ROOT })];
  const broken = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => String(target))
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(document), target)))
      .map((target) => `${document}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test('the README leads to each page', () => {
  for (const page of pages) expect(read('README.md')).toContain(`](${page})`);
});

const terms = [...read('docs/glossary.md').matchAll(/^\| +_?([a-z][a-z -]*)_? +\| (.*) \|$/gm)].map(
  ([, term, rest]) => ({
    term: String(term).trim(),
    rest: String(rest),
  }),
);

test('the glossary has about thirty terms, in the order of the alphabet, each with its file', () => {
  const words = terms.map(({ term }) => term).filter((term) => term !== 'term');
  expect(words.length).toBeGreaterThan(25);
  expect(words.length).toBeLessThan(37);
  expect(words).toEqual(words.toSorted((one, other) => one.localeCompare(other)));
  const homeless = terms.filter(({ term, rest }) => term !== 'term' && namedIn(rest).length === 0);
  expect(homeless).toEqual([]);
});

test('there are ten questions and more, and each answer names where it is found', () => {
  const [, ...questions] = read('docs/questions.md').split(/^## /m);
  expect(questions.length).toBeGreaterThanOrEqual(10);
  expect(questions.map((text) => Number(/^\d+/.exec(text)?.[0]))).toEqual(questions.map((_, place) => place + 1));
  for (const text of questions) expect(namedIn(text).length).toBeGreaterThan(0);
});
