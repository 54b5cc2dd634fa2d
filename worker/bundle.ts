// The bundle is built once per source and cached, so a worker is ready in a second.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SOURCES = ['workflows', 'domain', 'package-lock.json', 'worker/bundle.ts'];

/** Absolute paths of modules bundled with the workflows; they import only from their own folder. */
export type BundleParts = {
  interceptorModules?: readonly string[];
  /** How failures are written; without it, the SDK's way. */
  failureConverterPath?: string | undefined;
};

/** The bundle of `workflows/index.ts`, from the cache if its sources have not changed. */
export async function workflowBundle(parts: BundleParts = {}): Promise<{ code: string }> {
  const { interceptorModules = [], failureConverterPath } = parts;
  const sources = [...SOURCES.map((source) => join(ROOT, source)), ...interceptorModules.map((path) => dirname(path))];
  const kind = failureConverterPath === undefined ? 'workflows' : 'workflows-encoding';
  const path = join(ROOT, '.careline', 'cache', `${kind}-${await hashOf(sources)}.js`);
  const cached = await readFile(path, 'utf8').catch(() => null);
  if (cached !== null) return { code: cached };
  const { code } = await bundleCode(join(ROOT, 'workflows', 'index.ts'), parts);
  await mkdir(dirname(path), { recursive: true });
  // Written to another file and renamed: two workers that start together must not read half a bundle.
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, code);
  await rename(aside, path);
  return { code };
}

/**
 * Bundles the workflows that one file exports. The source map has lines and columns for stack traces, but no sources.
 */
export async function bundleCode(
  workflowsPath: string,
  { interceptorModules = [], failureConverterPath }: BundleParts = {},
): Promise<{ code: string }> {
  // Sources in the map would double each worker thread's memory, and no code reads them.
  const devtool = 'inline-nosources-source-map';
  return bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [...interceptorModules],
    ...(failureConverterPath === undefined ? {} : { failureConverterPath }),
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({ ...config, devtool }),
  });
}

async function hashOf(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesBelow(source)) {
      hash.update(file.slice(ROOT.length)).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
