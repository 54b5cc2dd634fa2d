// AES-256-GCM encrypts what Temporal keeps. The ids of the key and of the workflow are beside each payload and bound to
// it. Plain payloads are read as they are.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { PayloadKey } from './keys.ts';

const { Payload: Wire } = proto.temporal.api.common.v1;

const ENCODING = 'binary/encrypted';
// The name used in the SDK's samples, so that other tools find it.
const KEY_ID = 'encryption-key-id';
const OWNER = 'careline-workflow-id';

const CIPHER = 'aes-256-gcm';
// Nonces are random: one key may encrypt at most 2^32 payloads (NIST SP 800-38D, 8.3).
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Unread = 'payload-key-unknown' | 'payload-unreadable';

/** A payload that cannot be decrypted. Its workflow task fails and is tried again, so nothing is lost. */
export class PayloadError extends Error {
  override name = 'PayloadError';
  readonly code: Unread;

  constructor(code: Unread, message: string) {
    super(message);
    this.code = code;
  }
}

/** If the SDK names the workflow, a payload is bound to it and is refused in any other. */
export class EncryptingCodec implements PayloadCodec {
  readonly #current: PayloadKey | undefined;
  readonly #keys: ReadonlyMap<string, Buffer>;

  /**
   * The first key encrypts, every key decrypts. Without keys payloads stay plain, and decrypting an encrypted one names
   * the missing key.
   */
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
      throw unreadable(id, `belongs to ${shown(owner)}, but is in ${shown(asker)}`);
    }
    return opened(payload, { id, key }, owner);
  }
}

export function isEncrypted(payload: Payload): boolean {
  return textOf(payload, 'encoding') === ENCODING;
}

/** The workflow id that an encrypted payload claims; proven only after decryption. */
export function ownerOf(payload: Payload): string | undefined {
  return textOf(payload, OWNER);
}

/** The key id that an encrypted payload claims. */
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

/** The cipher text is valid only for this form, this key id and this workflow. */
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

// Metadata beside a payload comes from outside, so it is quoted and shortened.
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
