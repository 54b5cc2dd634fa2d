// Twilio's Messages API on a loopback port, as https://www.twilio.com/docs/messaging/api describes it.
import { createHmac, randomBytes } from 'node:crypto';
import { say, type VendorAnswer, vendorServer } from './vendor-server.ts';

export const ACCOUNT_SID = `AC${'0'.repeat(32)}`;
export const AUTH_TOKEN = 'primary-token';
/** Twilio's own test number for an invalid one, and ours for the other refusals. */
export const INVALID_NUMBER = '+15005550001';
export const OPTED_OUT_NUMBER = '+15005550004';
export const FULL_QUEUE_NUMBER = '+15005550008';

/** `dateSent` is `null` while it waits in the queue. */
export type TwilioMessage = {
  sid: string;
  to: string;
  body: string;
  callback: string;
  dateCreated: string;
  dateSent: string | null;
};

const error = (status: number, code: number, message: string, headers = {}): VendorAnswer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  headers,
});
const errors = {
  tooMany: error(429, 20429, 'Too Many Requests', { 'retry-after': '7' }),
  broken: error(500, 20500, 'Internal Server Error'),
};
const refusals: Record<string, VendorAnswer> = {
  [INVALID_NUMBER]: error(400, 21211, `Invalid 'To' Phone Number: ${INVALID_NUMBER}`),
  [OPTED_OUT_NUMBER]: error(400, 21610, 'Attempt to send to unsubscribed recipient'),
  [FULL_QUEUE_NUMBER]: error(429, 21611, "This 'From' number has exceeded the maximum number of queued messages"),
};

/** `now` is the time of its messages. Every message waits in the queue until it is released. */
export async function startTwilio(now = () => '2031-03-03T07:00:00.000Z') {
  const server = vendorServer();
  const messages: TwilioMessage[] = [];
  const accepted: string[] = [];
  const path = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`;
  const letIn = `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}`;
  server.app.addHook('preHandler', async (request, reply) => {
    if (request.headers.authorization !== letIn) return say(reply, error(401, 20003, 'Authenticate'));
  });
  server.app.post(path, (request, reply) => {
    const form = new URLSearchParams(String(request.body));
    const [to, body] = [form.get('To') ?? '', form.get('Body') ?? ''];
    const refusal = refusals[to];
    if (refusal !== undefined) return say(reply, refusal);
    const accept = () => {
      const sid = `SM${randomBytes(16).toString('hex')}`;
      const callback = form.get('StatusCallback') ?? '';
      const message = { sid, to, body, callback, dateCreated: now(), dateSent: null };
      messages.push(message);
      accepted.push(new URL(callback).searchParams.get('effect') ?? '');
      return { status: 201, body: resource(message) };
    };
    return server.effect(reply, accept, errors);
  });
  server.app.get(path, (request, reply) => {
    const query = request.query as Record<string, string>;
    const since = query['DateSent>'];
    const isAfter = (dateSent: string | null) =>
      since === undefined || (dateSent !== null && Date.parse(dateSent) >= Date.parse(since));
    const found = messages.filter(({ to, dateSent }) => to === query['To'] && isAfter(dateSent));
    const page = found.toReversed().slice(0, Number(query['PageSize'] ?? 50));
    return say(reply, { status: 200, body: { messages: page.map(resource), page: 0, next_page_uri: null } });
  });
  await server.listen();
  return Object.assign(server, { accepted, messages });
}

function resource({ sid, to, body, dateCreated, dateSent }: TwilioMessage) {
  const created = new Date(dateCreated).toUTCString();
  const sent = dateSent === null ? null : new Date(dateSent).toUTCString();
  const rest = {
    from: '+15017122661',
    direction: 'outbound-api',
    status: sent === null ? 'queued' : 'sent',
    error_code: null,
    num_segments: '1',
  };
  return {
    sid,
    to,
    body,
    account_sid: ACCOUNT_SID,
    date_created: created,
    date_sent: sent,
    date_updated: sent ?? created,
    ...rest,
  };
}

/** A status callback as Twilio would post it to a public URL: form, path, signature. */
export function statusCallback(url: string, fields: Record<string, string>, token = AUTH_TOKEN) {
  const { pathname, search } = new URL(url);
  const signed = Object.keys(fields)
    .toSorted()
    .reduce((text, name) => text + name + (fields[name] ?? ''), url);
  return {
    pathAndQuery: pathname + search,
    rawBody: Buffer.from(new URLSearchParams(fields).toString()),
    signature: createHmac('sha1', token).update(signed, 'utf8').digest('base64'),
  };
}
