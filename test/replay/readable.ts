// Owns what can be read in a history by whoever sees it: payloads stand in it as base64.

/** A history's JSON, and behind it everything that was base64 in it. */
export function readable(json: string): string {
  const payloads = json.match(/"[A-Za-z0-9+/]{8,}={0,2}"/g) ?? [];
  return [json, ...payloads.map((encoded) => Buffer.from(encoded.slice(1, -1), 'base64').toString('utf8'))].join('\n');
}
