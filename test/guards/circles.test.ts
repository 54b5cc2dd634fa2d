// No file imports itself by a way around, not even for a type: such files can only be read together.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const FOLDERS = 'activities,api,bench,bin,db,domain,platform,programs,rehearsals,vendors,web/src,worker,workflows';
const FROM = /^(?:import|export)\s[^'"]*?from\s+'(\.[^']+)'/gm;

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(files: readonly string[], read: (file: string) => string): Graph {
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const imported = [...read(file).matchAll(FROM)].map(([, path = '']) => join(dirname(file), path));
      return [file, imported.filter((path) => known.has(path))];
    }),
  );
}

/** The files that reach themselves, each with the way back. */
function circlesIn(graph: Graph): string[] {
  const wayBack = (file: string): string[] | null => {
    const left: string[][] = [[file]];
    const seen = new Set<string>();
    for (let way = left.pop(); way !== undefined; way = left.pop()) {
      for (const next of graph.get(way.at(-1) ?? '') ?? []) {
        if (next === file) return [...way, file];
        if (!seen.has(next)) left.push([...way, next]);
        seen.add(next);
      }
    }
    return null;
  };
  return [...graph.keys()].flatMap((file) => wayBack(file)?.join(' → ') ?? []);
}

test('no circle of imports', () => {
  const files = globSync(`{${FOLDERS}}/**/*.{ts,tsx}`, { cwd: root });
  expect(files.length).toBeGreaterThan(800);
  expect(circlesIn(graphOf(files, (file) => readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

test('a circle is seen, also one of types and of three files', () => {
  const texts: Record<string, string> = {
    'a/one.ts': "import type { Two } from './two.ts';",
    'a/two.ts': "export {\n  three,\n} from '../b/three.ts';",
    'b/three.ts': "import { one } from '../a/one.ts';",
    'b/four.ts': "import { one } from '../a/one.ts';",
  };
  const circles = circlesIn(graphOf(Object.keys(texts), (file) => texts[file] ?? ''));
  expect(circles).toHaveLength(3);
  expect(circles[0]).toBe('a/one.ts → a/two.ts → b/three.ts → a/one.ts');
});
