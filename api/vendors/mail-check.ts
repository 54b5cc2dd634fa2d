// Bounces come from our own mailbox, by a rule of its mail server, with a secret that we share with it.
import { createHash } from 'node:crypto';
import type { Em } from '../../db/orm.ts';
import { readEffect } from '../../db/write/effect-ledger.ts';
import type { LedgerEffect } from '../../db/write/effect-row.ts';
import { isOurSecret } from '../../vendors/shared-secret.ts';
import { mailReportOf, type ReportedRecipient } from '../../vendors/smtp/mail-report.ts';
import { ProblemError } from '../server/errors.ts';

type Received = { rawBody: Buffer; header(name: string): string | undefined };

/**
 * The check of a report on a mail; the body is the report as it came to the mailbox. The same report is one event,
 * whichever way it comes.
 * @throws ProblemError `mail-report-unreadable` for another mail, `mail-unknown` for a report on a mail that is not ours
 */
export function mailCheck(secrets: readonly string[]) {
  return async ({ rawBody, header }: Received) => {
    if (!isOurSecret(header('x-careline-secret'), secrets)) return null;
    const report = await mailReportOf(rawBody);
    if (report === null)
      throw new ProblemError('mail-report-unreadable', 'the mail is no delivery status notification');
    const { effectId, recipients } = report;
    const said = JSON.stringify([effectId, recipients]);
    return {
      eventId: createHash('sha256').update(said).digest('hex'),
      async kept(em: Em) {
        const effect = effectId === null ? null : await readEffect(em, effectId);
        if (effect?.channel !== 'mail') throw new ProblemError('mail-unknown', 'the report names no mail of ours');
        return { caseId: effect.caseId, body: bounceIn(effect, recipients) };
      },
    };
  };
}

/** Without addresses: of the recipients only whether the one or a copy's did not get it. */
function bounceIn(
  { id: effectId, details, recipient, providerRef }: LedgerEffect,
  reported: readonly ReportedRecipient[],
) {
  const failed = reported.filter(({ action }) => action === 'failed');
  const copies = ((details?.['cc'] ?? []) as string[]).map((address) => address.toLowerCase());
  const isCopy = ({ addresses }: ReportedRecipient) => addresses.some((address) => copies.includes(address));
  // A forwarded mail is reported under an address that we do not know: that counts as its recipient's.
  const own = failed.find((one) => one.addresses.includes(recipient.toLowerCase()) || !isCopy(one));
  const bounced = failed.length === 0 ? null : own === undefined ? 'cc' : 'to';
  const messageId = providerRef ?? effectId;
  return { effectId, messageId, bounced, status: (own ?? failed[0])?.status ?? null };
}
