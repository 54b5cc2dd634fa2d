// Owns the environment variables: their names, meaning, defaults and checks. Refuses to know what they are used for.
import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { payloadKeyMistakes } from './payloads/keys.ts';
import { mistakeIn } from './setting-mistake.ts';
import { halfVendors, vendorVariables } from './vendor-settings.ts';

const text = (description: string, fallback: string) => Type.String({ description, minLength: 1, default: fallback });
const port = (description: string, fallback: number) =>
  Type.Integer({ description, minimum: 1, maximum: 65_535, default: fallback });
const count = (description: string, fallback: number, minimum = 1) =>
  Type.Integer({ description, minimum, maximum: 1_000_000, default: fallback });
const flag = (description: string, fallback: boolean) => Type.Boolean({ description, default: fallback });
const optional = (description: string, form = {}) => Type.Optional(Type.String({ description, minLength: 1, ...form }));

const POSTGRES = { pattern: '^postgres(ql)?://\\S+$', fits: 'postgres://user:password@host:port/database' };
const HOST = '([^/\\s:@?#[\\]]+|\\[[0-9a-fA-F:.]+\\])(:\\d{1,5})?';
const ORIGIN = { pattern: `^https?://${HOST}/?$`, fits: 'an origin such as https://care.example', mayBeShown: true };

/** Every setting of the server processes. The description is what `docs/settings.md` says. */
export const settingsSchema = Type.Object({
  DATABASE_URL: Type.String({
    description: 'PostgreSQL connection string, postgres://user:password@host:port/database',
    ...POSTGRES,
  }),
  CARELINE_HOST: text('Address that the API listens on', '127.0.0.1'),
  CARELINE_PORT: port('Port of the API, the console and the customer page', 8080),
  CARELINE_PUBLIC_URL: optional(
    'Origin that browsers use, when it differs from http://localhost:<CARELINE_PORT>',
    ORIGIN,
  ),
  CARELINE_TRUST_PROXY: flag('Believe X-Forwarded-* headers; only behind a proxy that sets them', false),
  CARELINE_SESSION_SECRET: Type.String({
    description: 'Secret that signs session cookies, at least 32 characters',
    minLength: 32,
  }),
  CARELINE_SECURE_COOKIES: flag('Send session cookies over HTTPS only', false),
  CARELINE_MESSAGES_PER_MINUTE: count(
    'Messages that one customer may send in a minute, counted by each API process',
    120,
  ),
  CARELINE_UPLOADS_PER_MINUTE: count('Files that one customer may send in a minute, counted by each API process', 20),
  CARELINE_UPLOAD_MB_PER_ADDRESS: count(
    'Megabytes of files that customers behind one address may send in a minute, counted by each API process',
    400,
    20,
  ),
  CARELINE_STREAMS: count('Live streams that one API process holds open', 5_000),
  CARELINE_STREAMS_PER_ADDRESS: count('Live streams that one API process holds open to one address', 500),
  CARELINE_DEMO: flag('Load the demo people at start (login names and the password `careline`)', false),
  CARELINE_LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'silent'].map((level) => Type.Literal(level)),
    {
      description: 'Least severe log line that is written: trace, debug, info, warn, error or silent',
      default: 'info',
    },
  ),
  TEMPORAL_ADDRESS: text('Temporal frontend, host:port', '127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: text('Temporal namespace', 'default'),
  TEMPORAL_TASK_QUEUE: text('Task queue that the worker polls', 'careline'),
  TEMPORAL_TLS: flag('Connect to Temporal over TLS', false),
  TEMPORAL_API_KEY: optional('Temporal Cloud API key; implies TLS'),
  CARELINE_PAYLOAD_KEYS: optional(
    'Encrypt what Temporal keeps: id:key, 32 bytes in base64, by commas; the first key encrypts, each decrypts',
  ),
  CARELINE_TEMPORAL_UI_ORIGIN: optional(
    'The one origin whose pages may have payloads decrypted: the Temporal UI',
    ORIGIN,
  ),
  CARELINE_OUTBOX: flag('Relay what is waiting in the outbox; off only to prove in tests that it is needed', true),
  ...vendorVariables,
});

/** The checked settings, keyed by the environment variable's name. */
export type Settings = Static<typeof settingsSchema>;

/** Thrown when the environment does not fit the schema: one line per mistake, none with the value of a secret. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const check = Compile(settingsSchema);
const schemas = Object.entries((settingsSchema as TObject).properties);

/**
 * Reads and checks the settings from an environment.
 * @throws SettingsError with one line per variable that is missing or does not fit, and per outside system set up by half
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const mistakes = settingMistakes(environment);
  if (mistakes.length > 0) throw new SettingsError(mistakes.join('\n'));
  return readValues(environment) as Settings;
}

/** One line per mistake in an environment; none when API and worker can start with it. */
export function settingMistakes(environment: NodeJS.ProcessEnv): string[] {
  const values = readValues(environment);
  const { CARELINE_PAYLOAD_KEYS: keys } = values as Partial<Settings>;
  return [...mistakesIn(values), ...(keys === undefined ? [] : payloadKeyMistakes(keys)), ...halfVendors(values)];
}

function readValues(environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, schema] of schemas) {
    const raw = environment[name];
    const value = raw === undefined || raw === '' ? defaultOf(schema) : parsed(raw, schema);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function mistakesIn(values: Record<string, unknown>): string[] {
  const wrong = new Set<string>();
  for (const { instancePath, params } of check.Errors(values)) {
    const missing = (params as { requiredProperties?: string[] }).requiredProperties;
    for (const name of missing ?? [instancePath.split('/')[1] ?? '']) wrong.add(name);
  }
  return schemas.filter(([name]) => wrong.has(name)).map(([name, schema]) => mistakeIn(name, schema, values[name]));
}

function defaultOf(schema: TSchema): unknown {
  return (schema as { default?: unknown }).default;
}

function parsed(raw: string, schema: TSchema): unknown {
  const type = (schema as { type?: string }).type;
  if (type === 'integer') return /^\d+$/.test(raw) ? Number(raw) : raw;
  if (type === 'boolean') return raw === 'true' ? true : raw === 'false' ? false : raw;
  return raw;
}
