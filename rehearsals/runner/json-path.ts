// Filters of a scenario's JSONPath are interpreted, never evaluated as code.
import { JSONPath } from 'jsonpath-plus';
import type { Json } from './json.ts';

/** An unreadable JSONPath. */
export class JsonPathError extends Error {
  override name = 'JsonPathError';
}

/**
 * Everything found at a path, in document order; empty when there is nothing.
 * @param path JSONPath; a leading `$.` may be left out
 * @throws JsonPathError
 */
export function valuesAt(path: string, json: Json): Json[] {
  // The library handles only objects; a bare value has just one place.
  if (json === null || typeof json !== 'object') return path === '$' ? [json] : [];
  try {
    const found: unknown = JSONPath({ path, json, wrap: true, eval: 'safe' });
    return Array.isArray(found) ? (found as Json[]).filter((value) => value !== undefined) : [];
  } catch (error) {
    throw new JsonPathError(`${path} is no JSONPath: ${(error as Error).message}`);
  }
}

/** True when a path can find one place at most: no wildcard, filter, slice, union or descent. */
export function leadsToOnePlace(path: string): boolean {
  return !/\*|\?|\.\.|\[[^\]'"]*[:,]|\(/.test(path);
}
