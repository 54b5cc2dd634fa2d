// The codec server for Temporal's UI and command line. Only admins and overseers of the case's program may use it.
import type { Payload } from '@temporalio/common';
import type { FastifyRequest } from 'fastify';
import { mayReadHistories } from '../../domain/access/history-access.ts';
import { refusal } from '../../domain/refusal.ts';
import { type EncryptingCodec, isEncrypted, ownerOf, PayloadError } from '../../platform/payloads/codec.ts';
import { codecBy } from '../../platform/payloads/data-converter.ts';
import { allPrograms } from '../../programs/index.ts';
import { decryptionLog } from '../cases/decryption-log.ts';
import { Payloads, type WirePayload } from '../schemas/payloads.ts';
import { problems } from '../schemas/problems.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { ProblemError, refuse } from '../server/errors.ts';

const PATH = '/v1/temporal/codec';
// Temporal keeps no payload over 2 MB, and ours have kilobytes.
const LARGEST_BYTES = 1024 * 1024;
const PREFLIGHT_SECONDS = '600';

// A page of a history has some hundred payloads, each of six values.
const MOST_VALUES = 10_000;

/** The query is open, because the UI's parameters change from version to version. */
const config = {
  access: 'staff',
  idempotency: 'natural',
  query: 'open',
  origin: 'temporal-ui',
  mostValues: MOST_VALUES,
} as const;

const codecRoute = (summary: string, description: string) => ({
  config,
  bodyLimit: LARGEST_BYTES,
  schema: {
    tags: ['temporal'],
    summary,
    description,
    body: Payloads,
    response: { 200: Payloads, ...problems(400, 401, 403, 413, 422) },
  },
});

const decode = codecRoute(
  'Decrypt payloads',
  `For the Temporal UI and \`temporal --codec-endpoint\`. What is plain comes back as it is. Open to admins and to those who oversee the
program of the case; leaves an audit row. Refuses with \`payload-key-unknown\` and \`payload-unreadable\`.`,
);
const encode = codecRoute(
  'Encrypt payloads',
  'For payloads that a person sends to a workflow by hand. Open to everyone who may decrypt. Without keys the payloads come back unchanged.',
);

export async function temporalCodecRoutes(
  app: CarelineApp,
  { settings }: { settings: { CARELINE_PAYLOAD_KEYS?: string } },
): Promise<void> {
  const codec = codecBy(settings);
  const log = decryptionLog(app.clock);
  for (const path of [`${PATH}/decode`, `${PATH}/encode`]) {
    const open = { ...config, access: 'anyone' } as const;
    app.options(path, { config: open, schema: { hide: true } }, async (_request, reply) =>
      reply.code(204).header('access-control-max-age', PREFLIGHT_SECONDS).send(),
    );
  }
  app.post(`${PATH}/decode`, decode, async (request) => {
    const { payloads: sent } = request.body;
    const payloads = sent.map(payloadOf);
    const owners = payloads.filter(isEncrypted).map((payload) => ownerOf(payload) ?? null);
    guard(
      request,
      [null, ...owners].map((owner) => programOf(owner)),
    );
    const opened = await readable(codec, payloads);
    // The audit row is written before anything is shown.
    await log(request.em, request.staff.login, owners);
    return { payloads: opened.map((payload, place) => wirePayload(payload, sent[place] ?? {})) };
  });
  app.post(`${PATH}/encode`, encode, async (request) => {
    const { payloads: sent } = request.body;
    guard(request, [null]);
    const made = await codec.encode(sent.map(payloadOf));
    return { payloads: made.map((payload, place) => wirePayload(payload, sent[place] ?? {})) };
  });
}

/** @throws RefusedError for a reader who does not oversee all of them */
function guard({ staff }: FastifyRequest, names: readonly (string | null)[]): void {
  const isOpen = [...new Set(names)].every((name) => mayReadHistories(staff, name, allPrograms()));
  if (!isOpen) refuse(refusal('not-allowed', 'only people who oversee the program read encrypted payloads'));
}

/** The program in a workflow's id. An id without one gives '', which only an admin may read. */
function programOf(workflowId: string | null): string | null {
  return workflowId === null ? null : (workflowId.split('/')[1] ?? '');
}

/** @throws ProblemError 422 naming the key */
async function readable(codec: EncryptingCodec, payloads: Payload[]): Promise<Payload[]> {
  try {
    return await codec.decode(payloads);
  } catch (error) {
    if (error instanceof PayloadError) throw new ProblemError(error.code, error.message);
    throw error;
  }
}

function payloadOf({ metadata, data }: WirePayload): Payload {
  const entries = Object.entries(metadata ?? {}).map(([name, text]) => [name, Buffer.from(text, 'base64')] as const);
  return { metadata: Object.fromEntries(entries), data: Buffer.from(data ?? '', 'base64') };
}

/** @param sent the wire payload it was made from; its other fields come back unchanged */
function wirePayload({ metadata, data }: Payload, sent: WirePayload): WirePayload {
  const entries = Object.entries(metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)]);
  return { ...sent, metadata: Object.fromEntries(entries), data: base64(data ?? new Uint8Array()) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
