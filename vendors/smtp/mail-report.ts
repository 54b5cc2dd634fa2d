// A bounce is a delivery status notification: RFC 3464 in a multipart/report (RFC 6522). A mailbox cannot prove who wrote
// to it, so a report only ever says of a mail of ours that it has not arrived.
import PostalMime, { type Attachment } from 'postal-mime';

export type ReportedRecipient = {
  /** Under each address that the report names for it, in lower case: the one that was asked for, and the final one. */
  addresses: readonly string[];
  /** `failed`, `delayed`, `delivered`, `relayed` or `expanded`. */
  action: string;
  /** An enhanced status code (RFC 3463), such as 5.1.1; `null` where it is missing. */
  status: string | null;
};

/** `effectId` is the one at the beginning of our Message-ID; `null` for a report on a mail that is not ours. */
export type MailReport = { effectId: string | null; recipients: readonly ReportedRecipient[] };

const STATUS_PART = /^message\/(global-)?delivery-status$/;
const ORIGINAL_PARTS = /^(message\/(rfc822|global|global-headers)|text\/rfc822-headers)$/;
const OUR_ID = /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/i;

/** Reads a report from the bytes of a mail; `null` for any other mail. */
export async function mailReportOf(raw: Buffer): Promise<MailReport | null> {
  try {
    const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' });
    const part = mail.attachments.find(({ mimeType }) => STATUS_PART.test(mimeType));
    const [message = {}, ...recipients] = part === undefined ? [] : await fieldGroupsOf(part);
    const read = recipients.flatMap(recipientOf);
    if (read.length === 0) return null;
    const original = mail.attachments.find(({ mimeType }) => ORIGINAL_PARTS.test(mimeType));
    const messageId = original === undefined ? undefined : (await PostalMime.parse(bytesOf(original))).messageId;
    const names = [messageId, message['original-envelope-id'], mail.inReplyTo, mail.references];
    return { effectId: names.map(ourIdIn).find((id) => id !== null) ?? null, recipients: read };
  } catch {
    // Too deep, too many headers: the parser's limits.
    return null;
  }
}

type Fields = Record<string, string>;

// The first group is about the mail, each further one about a recipient; each reads as the header of a mail.
async function fieldGroupsOf(part: Attachment): Promise<Fields[]> {
  const groups = bytesOf(part)
    .toString('utf8')
    .split(/(?:\r?\n){2,}/)
    .filter((group) => group.trim() !== '');
  const mails = await Promise.all(groups.map((group) => PostalMime.parse(`${group}\n\n`)));
  return mails.map(({ headers }) => Object.fromEntries(headers.map(({ key, value }) => [key, value])));
}

function recipientOf(fields: Fields): ReportedRecipient[] {
  const { action, status = '' } = fields;
  if (action === undefined) return [];
  const addresses = ['original-recipient', 'final-recipient'].flatMap((name) => addressIn(fields[name]) ?? []);
  const [code = null] = /^[245]\.\d{1,3}\.\d{1,3}/.exec(status) ?? [];
  return [{ addresses: [...new Set(addresses)], action: action.trim().toLowerCase(), status: code }];
}

// `rfc822; agency@example.org`
function addressIn(value = ''): string | null {
  const [, address = ''] = /^[\w-]+\s*;\s*<?([^\s<>]+)>?/.exec(value) ?? [];
  return address === '' ? null : address.toLowerCase();
}

function ourIdIn(name: string | undefined): string | null {
  return OUR_ID.exec(name ?? '')?.[1]?.toLowerCase() ?? null;
}

function bytesOf({ content }: Attachment): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
}
