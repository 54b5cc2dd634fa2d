// A whole IPv6 network counts as one address.
import { normalizeIP } from '@fastify/rate-limit';

/** After the connection has been cut a request has no address: all such requests count as one. */
export function addressOf({ ip }: { ip?: string }): string {
  return ip === undefined ? 'gone' : normalizeIP(ip);
}
