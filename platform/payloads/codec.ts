// Owns the encryption of what Temporal keeps for us: AES-256-GCM, the key's id and the workflow's beside each payload and bound
// to it. Refuses to know where keys come from. What is not encrypted is read as it is.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { PayloadKey } from './keys.ts';

const { Payload: Wire } = proto.temporal.api.common.v1;

const ENCODING = 'binary/encrypted';
// As the SDK's samples call it, so that other tools find it.
const KEY_ID = 'encryption-key-id';
const OWNER = 'careline-workflow-id';

const CIPHER = 'aes-256-gcm';
// Drawn by chance: 2^32 payloads under one key are the most (NIST SP 800-38D, 8.3).
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Unread = 'payload-key-unknown' | 'payload-unreadable';

/** A payload that cannot be decrypted. A workflow task that meets one fails and is tried again, so nothing is lost by it. */
export class PayloadError extends Error {
  override name = 'PayloadError';
  readonly code: Unread;

  constructor(code: Unread, message: string) {
    super(message);
    this.code = code;
  }
}

/** Where the SDK says for which workflow, it binds a payload to that one, and takes it from no other. */
export class EncryptingCodec implements PayloadCodec {
  readonly #current: PayloadKey | undefined;
  readonly #keys: ReadonlyMap<string, Buffer>;

  /** `keys`: the first one encrypts, each decrypts. Without any, payloads stay plain, and an encrypted one names its key. */
  constructor(keys: readonly PayloadKey[]) {
    [this.#current] = keys;
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  async encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    const current = this.#current;
    if (current === undefined) return payloads;
    return payloads.map((payload) => encrypted(payload, current, context?.workflowId));
  }

  /** @throws PayloadError naming the key's id */
  async decode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    return payloads.map((payload) => (isEncrypted(payload) ? this.#decrypted(payload, context?.workflowId) : payload));
  }

  #decrypted(payload: Payload, asker: string | undefined): Payload {
    const id = textOf(payload, KEY_ID) ?? '';
    const key = this.#keys.get(id);
    if (key === undefined) {
      const what = 'a payload was encrypted with it, and CARELINE_PAYLOAD_KEYS does not hold it';
      throw new PayloadError('payload-key-unknown', `no payload key ${shown(id)}: ${what}`);
    }
    const owner = ownerOf(payload);
    if (owner !== undefined && asker !== undefined && owner !== asker) {
      throw unreadable(id, `belongs to ${shown(owner)}, but stands in ${shown(asker)}`);
    }
    return opened(payload, { id, key }, owner);
  }
}

export function isEncrypted(payload: Payload): boolean {
  return textOf(payload, 'encoding') === ENCODING;
}

/** The id of the workflow that an encrypted payload says it belongs to; true once it has been decrypted. */
export function ownerOf(payload: Payload): string | undefined {
  return textOf(payload, OWNER);
}

/** The id of the key that a payload says it was encrypted with. */
export function keyIdOf(payload: Payload): string | undefined {
  return isEncrypted(payload) ? textOf(payload, KEY_ID) : undefined;
}

function encrypted(payload: Payload, { id, key }: PayloadKey, owner: string | undefined): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound(id, owner));
  const text = cipher.update(Wire.encode(payload).finish());
  const data = Buffer.concat([nonce, text, cipher.final(), cipher.getAuthTag()]);
  const told = owner === undefined ? {} : { [OWNER]: Buffer.from(owner) };
  return { metadata: { encoding: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(id), ...told }, data };
}

function opened({ data }: Payload, { id, key }: PayloadKey, owner: string | undefined): Payload {
  const bytes = Buffer.from(data ?? []);
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw unreadable(id, 'is too short');
  const tagAt = bytes.length - TAG_BYTES;
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), options);
  decipher.setAAD(bound(id, owner)).setAuthTag(bytes.subarray(tagAt));
  try {
    return Wire.decode(Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, tagAt)), decipher.final()]));
  } catch {
    throw unreadable(id, 'was changed, or was encrypted with another key of that id');
  }
}

/** What the cipher text holds good for: this form, this key's id, this workflow. */
function bound(id: string, owner: string | undefined): Buffer {
  return Buffer.from(JSON.stringify(['careline-payload/1', id, owner ?? null]));
}

function textOf({ metadata }: Payload, name: string): string | undefined {
  const bytes = metadata?.[name];
  return bytes === null || bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}

function unreadable(id: string, why: string): PayloadError {
  return new PayloadError('payload-unreadable', `a payload under the key ${shown(id)} ${why}`);
}

// What stands beside a payload comes from outside.
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
