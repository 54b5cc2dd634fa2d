// Owns under which name an address is counted: a whole network of IPv6 is one. Refuses to decide what is counted.
import { normalizeIP } from '@fastify/rate-limit';

/** A request whose line has been cut has no address any more: all of them are counted as one. */
export function addressOf({ ip }: { ip?: string }): string {
  return ip === undefined ? 'gone' : normalizeIP(ip);
}
