// A history stores payloads as base64, which hides nothing from its readers.

/** A history's JSON, followed by everything in it that was base64. */
export function readable(json: string): string {
  const payloads = json.match(/"[A-Za-z0-9+/]{8,}={0,2}"/g) ?? [];
  return [json, ...payloads.map((encoded) => Buffer.from(encoded.slice(1, -1), 'base64').toString('utf8'))].join('\n');
}
