// The page at /docs loads everything from this server. Only its own security policy is loosened.
import { createHash } from 'node:crypto';
import apiReference from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';

const POLICY = 'content-security-policy';

// No fonts, telemetry, assistants or proxies from the page's maker.
const configuration = {
  url: '/openapi.json',
  pageTitle: 'Careline API',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
} as const;

export async function docsPage(app: FastifyInstance): Promise<void> {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'anyone' };
  });
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(app.swagger())),
  );
  await app.register(apiReference, { routePrefix: '/docs', configuration });
  // The page writes its own styles and one inline script. The policy allows exactly this script, by its hash.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (typeof payload !== 'string' || !String(reply.getHeader('content-type')).startsWith('text/html')) return;
    const scripts = inlineScripts(payload).map(hashSource).join(' ');
    const policy = String(reply.getHeader(POLICY))
      .replace("script-src 'self'", `script-src 'self' ${scripts}`)
      .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
    reply.header(POLICY, policy);
  });
}

function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script ?? '');
}

function hashSource(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
