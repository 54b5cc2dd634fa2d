import type { Orm } from '../../db/orm.ts';
import { isMessageOfAnother, messageNamedFor } from '../../db/read/sms-references.ts';
import { storedBytes } from '../../db/read/stored-bytes.ts';
import type { Vendors } from '../../platform/vendor-settings.ts';
import { freshdeskClient } from '../../vendors/freshdesk/freshdesk-client.ts';
import { freshdeskTicketAdapter } from '../../vendors/freshdesk/ticket-adapter.ts';
import { mailAdapter } from '../../vendors/smtp/mail-adapter.ts';
import { smsAdapter } from '../../vendors/twilio/sms-adapter.ts';
import type { EffectAdapter } from './adapter.ts';

/** The longest time of one call; shorter in tests. */
export type CallTimes = { callTimeoutMs?: number; loginTimeoutMs?: number };

/** The SMS of an account; its provider reports to `callback`. */
export function smsFrom(
  { accountSid, authTokens, sender, baseUrl }: NonNullable<Vendors['twilio']>,
  orm: Orm,
  ourUrl: (path: string) => string,
  times: CallTimes,
  { callback, source } = { callback: '/v1/webhooks/twilio/message-status', source: 'twilio' },
): EffectAdapter {
  return smsAdapter({
    ...{ accountSid, sender, authToken: authTokens[0] ?? '' },
    statusCallbackUrl: ourUrl(callback),
    namedByCallback: (effectId) => messageNamedFor(orm.em.fork(), effectId, source),
    belongsToAnother: (sid, effectId) => isMessageOfAnother(orm.em.fork(), sid, effectId, source),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...times,
  });
}

/** The mails of a server, without the secrets of its bounces. */
export function mailFrom(
  { bounceSecrets: _secrets, ...server }: NonNullable<Vendors['smtp']>,
  orm: Orm,
  { callTimeoutMs }: CallTimes,
): EffectAdapter {
  const times = callTimeoutMs === undefined ? {} : { callTimeoutMs };
  return mailAdapter({ ...server, ...times, bytesOf: (fileId) => storedBytes(orm.em.fork(), fileId) });
}

/** The tickets of a help desk. */
export function helpdeskFrom(freshdesk: NonNullable<Vendors['freshdesk']>, times: CallTimes): EffectAdapter {
  return freshdeskTicketAdapter(freshdeskClient(freshdesk), times);
}
