// A key never appears in a message.

/** AES-256. */
const KEY_BYTES = 32;
const MOST_KEYS = 32;

/** A key with the id that is stored beside everything it encrypts. */
export type PayloadKey = { id: string; key: Buffer };

type Read = { keys: PayloadKey[]; mistakes: string[] };

/**
 * Reads `id:base64key` entries, separated by commas or line breaks.
 * @returns the keys in order: the first encrypts, every one decrypts
 * @throws Error for what `payloadKeyMistakes` finds
 */
export function payloadKeysOf(text: string): readonly PayloadKey[] {
  const { keys, mistakes } = read(text);
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  return keys;
}

/** One line for each invalid entry, by its place and id; none where all are valid. Never contains a key. */
export function payloadKeyMistakes(text: string): string[] {
  return read(text).mistakes;
}

function read(text: string): Read {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  const found: Read = { keys: [], mistakes: [] };
  const say = (mistake: string) => void found.mistakes.push(`CARELINE_PAYLOAD_KEYS ${mistake}`);
  if (entries.length === 0 || entries.length > MOST_KEYS)
    say(`holds ${entries.length} keys, but 1 to ${MOST_KEYS} fit`);
  for (const [place, entry] of entries.entries()) {
    const [, id = '', base64 = ''] = /^([A-Za-z0-9._-]{1,64}):(.*)$/.exec(entry) ?? [];
    const key = Buffer.from(base64, 'base64');
    if (id === '') say(`has an entry (number ${place + 1}) that is not an id, a colon and a key in base64`);
    else if (!isBase64(base64)) say(`has a key ${id} that is not base64`);
    else if (key.length !== KEY_BYTES) say(`has a key ${id} of ${key.length} bytes, but it must have ${KEY_BYTES}`);
    else if (found.keys.some((other) => other.id === id)) say(`has the id ${id} twice`);
    else if (found.keys.some((other) => other.key.equals(key))) say(`has the key of ${id} twice, under two ids`);
    else found.keys.push({ id, key });
  }
  return found;
}

/** Node decodes invalid base64 without an error. */
function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text);
}
