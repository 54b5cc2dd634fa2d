import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { openDemoMistakes } from './demo-settings.ts';
import { payloadKeyMistakes } from './payloads/keys.ts';
import { fromFiles } from './secret-files.ts';
import { mistakeIn } from './setting-mistake.ts';
import { halfVendors, vendorVariables } from './vendor-settings.ts';

const text = (description: string, fallback: string) => Type.String({ description, minLength: 1, default: fallback });
const port = (description: string, fallback: number) =>
  Type.Integer({ description, minimum: 1, maximum: 65_535, default: fallback });
const count = (description: string, fallback: number, minimum = 1) =>
  Type.Integer({ description, minimum, maximum: 1_000_000, default: fallback });
const flag = (description: string, fallback: boolean) => Type.Boolean({ description, default: fallback });
const optional = (description: string, form = {}) => Type.Optional(Type.String({ description, minLength: 1, ...form }));

/** A secret text; `NAME_FILE` may name a file with it instead. */
const SECRET = { isSecret: true };

const POSTGRES = { pattern: '^postgres(ql)?://\\S+$', fits: 'postgres://user:password@host:port/database' };
const HOST = '([^/\\s:@?#[\\]]+|\\[[0-9a-fA-F:.]+\\])(:\\d{1,5})?';
const ORIGIN = { pattern: `^https?://${HOST}/?$`, fits: 'an origin such as https://care.example', mayBeShown: true };

const LOGIN_PATTERN = '^[a-z0-9][a-z0-9._\\-]{0,63}$';

/** Every setting of the server processes. The descriptions appear in `docs/settings.md`. */
export const settingsSchema = Type.Object({
  DATABASE_URL: Type.String({
    description: 'PostgreSQL connection string, postgres://user:password@host:port/database',
    ...POSTGRES,
    ...SECRET,
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
    ...SECRET,
  }),
  CARELINE_SECURE_COOKIES: Type.Optional(
    Type.Boolean({ description: 'Send session cookies over HTTPS only; unset: as CARELINE_PUBLIC_URL says' }),
  ),
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
  CARELINE_STREAMS: count('Live streams that one API process holds open, a tenth of them for staff alone', 5_000),
  CARELINE_STREAMS_PER_ADDRESS: count('Live streams of customers that one API process holds open to one address', 500),
  CARELINE_DEMO: flag('Load the demo people at start (login names and the password `careline`)', false),
  CARELINE_DEMO_IN_PUBLIC: flag('Load them although CARELINE_PUBLIC_URL is not this machine', false),
  CARELINE_FIRST_ADMIN_LOGIN: Type.String({
    description: 'Login name of the first admin',
    pattern: LOGIN_PATTERN,
    fits: 'lower-case Latin letters, digits, dot, hyphen and underscore',
    mayBeShown: true,
    default: 'admin',
  }),
  CARELINE_FIRST_ADMIN_PASSWORD: optional(
    'First password of the first admin, at least 8 characters: used where there has never been an admin, then ignored',
    // The limits of the login.
    { ...SECRET, minLength: 8, maxLength: 1000, fits: 'a text of 8 to 1000 characters' },
  ),
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
  TEMPORAL_API_KEY: optional('Temporal Cloud API key; implies TLS', SECRET),
  CARELINE_PAYLOAD_KEYS: optional(
    'Encrypt what Temporal keeps: id:key, 32 bytes in base64, by commas; the first key encrypts, each decrypts',
    SECRET,
  ),
  CARELINE_TEMPORAL_UI_ORIGIN: optional(
    'The one origin whose pages may have payloads decrypted: the Temporal UI',
    ORIGIN,
  ),
  CARELINE_OUTBOX: flag('Relay what is waiting in the outbox; off only to prove in tests that it is needed', true),
  ...vendorVariables,
});

export type Settings = Static<typeof settingsSchema>;

/** Thrown when the environment does not fit the schema: one line per mistake, none with the value of a secret. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** Tells whether cookies go over HTTPS only: by their own setting, otherwise by the scheme of the public URL. */
export function isSecure({ CARELINE_SECURE_COOKIES: said, CARELINE_PUBLIC_URL: url = '' }: Partial<Settings>): boolean {
  return said ?? url.startsWith('https://');
}

const check = Compile(settingsSchema);
const schemas = Object.entries((settingsSchema as TObject).properties);

/**
 * Reads and checks the settings from an environment.
 * @throws SettingsError with one line per missing or invalid variable, and per outside system that is only half set up
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const { values, mistakes } = read(environment);
  if (mistakes.length > 0) throw new SettingsError(mistakes.join('\n'));
  return values as Settings;
}

/** One line per mistake in an environment; none when API and worker can start with it. */
export function settingMistakes(environment: NodeJS.ProcessEnv): string[] {
  return read(environment).mistakes;
}

/** The given database address, valid or not; `null` where none was given. */
export function givenDatabaseUrl(environment: NodeJS.ProcessEnv): string | null {
  return fromFiles(environment, ['DATABASE_URL']).given['DATABASE_URL'] || null;
}

export const secretSettings: readonly string[] = schemas
  .filter(([, schema]) => (schema as { isSecret?: boolean }).isSecret === true)
  .map(([name]) => name);

function read(environment: NodeJS.ProcessEnv): { values: Record<string, unknown>; mistakes: string[] } {
  const { given, mistakes, unread } = fromFiles(environment, secretSettings);
  const values = readValues(given);
  const own = mistakesIn(values).filter(({ name }) => !unread.includes(name));
  return {
    values,
    mistakes: [
      ...mistakes,
      ...own.map(({ line }) => line),
      // An unreadable file already has its line, so its setting does not count as missing.
      ...halfVendors({ ...values, ...Object.fromEntries(unread.map((name) => [name, ''])) }),
      ...keyMistakes(values),
      ...openDemoMistakes(values),
    ],
  };
}

function keyMistakes({ CARELINE_PAYLOAD_KEYS: keys }: Partial<Settings>): string[] {
  return keys === undefined ? [] : payloadKeyMistakes(keys);
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

function mistakesIn(values: Record<string, unknown>): { name: string; line: string }[] {
  const wrong = new Set<string>();
  for (const { instancePath, params } of check.Errors(values)) {
    const missing = (params as { requiredProperties?: string[] }).requiredProperties;
    for (const name of missing ?? [instancePath.split('/')[1] ?? '']) wrong.add(name);
  }
  return schemas
    .filter(([name]) => wrong.has(name))
    .map(([name, schema]) => ({ name, line: mistakeIn(name, schema, values[name]) }));
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
