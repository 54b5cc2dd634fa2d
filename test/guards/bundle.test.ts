// An entity or a schema library gets into the workflow bundle unnoticed and triples its size.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ENCODED_FAILURES } from '../../platform/payloads/data-converter.ts';
import { bundleCode, workflowBundle } from '../../worker/bundle.ts';

const root = resolve(import.meta.dirname, '../..');
const LARGEST_BYTES = 2.3 * 1024 * 1024;

// The SDK, the polyfill and the packages that they need.
const allowedPackages = [
  '@temporalio/common',
  '@temporalio/workflow',
  'long',
  'ms',
  'nexus-rpc',
  'temporal-polyfill',
  'temporal-utils',
];
const allowedRooms = ['domain', 'workflows'];

type Contents = { packages: string[]; rooms: string[]; files: string[]; bytes: number };

/** The contents of a bundle, from the names that webpack gives its modules. */
function contentsOf(code: string): Contents {
  const files = [...code.matchAll(/^\/\*\*\*\/ "\.\/([^"]+)"/gm)].map(([, path = '']) => path);
  const packages = files.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  const own = files.filter((path) => !path.includes('node_modules/'));
  return {
    files,
    packages: [...new Set(packages)].sort(),
    rooms: [...new Set(own.map((path) => path.split('/')[0] ?? ''))].sort(),
    bytes: Buffer.byteLength(code),
  };
}

let folder: string;
let contents: Contents;

beforeAll(async () => {
  contents = contentsOf((await workflowBundle()).code);
  const parent = join(root, '.careline', 'test');
  mkdirSync(parent, { recursive: true });
  folder = mkdtempSync(join(parent, 'bundle-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The contents of the bundle if a workflow file had this import. */
async function contentsWith(statement: string): Promise<Contents> {
  const file = join(folder, 'index.ts');
  writeFileSync(file, `${statement}\nexport { conversation } from '../../../workflows/index.ts';\n`);
  return contentsOf((await bundleCode(file)).code);
}

test('the guard sees the workflows and the domain', () => {
  expect(contents.files).toContain('workflows/case.ts');
  expect(contents.files).toContain('domain/conversation/ladder.ts');
  expect(contents.files.length).toBeGreaterThan(50);
});

test('the bundle holds only the SDK, the polyfill of Temporal, workflows and domain', () => {
  expect(contents.packages).toEqual(allowedPackages);
  expect(contents.rooms).toEqual(allowedRooms);
});

test('the one for encrypted payloads has one file more, and no encryption in it', async () => {
  const { code } = await workflowBundle({ failureConverterPath: ENCODED_FAILURES });
  const { files, packages, rooms: own } = contentsOf(code);
  expect(files.filter((file) => !contents.files.includes(file))).toEqual(['workflows/shared/encoded-failures.ts']);
  expect([packages, own]).toEqual([allowedPackages, allowedRooms]);
  expect(code).not.toMatch(/createCipheriv|node:crypto|careline-payload/);
});

test('the bundle is smaller than 2.3 MB', () => {
  expect(contents.bytes).toBeLessThan(LARGEST_BYTES);
});

test('a schema library in a workflow is found', async () => {
  const found = await contentsWith("import Type from 'typebox'; export const schema = Type.String();");
  expect(found.packages).toContain('typebox');
});

test('an entity in a workflow is found', async () => {
  const found = await contentsWith(
    "import { Conversation } from '../../../db/entities/conversations.ts'; export const entity = Conversation;",
  );
  expect(found.rooms).toContain('db');
  expect(found.packages).toContain('@mikro-orm/core');
});
