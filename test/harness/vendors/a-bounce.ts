// A bounce as a mail server sends it to the mailbox that a mail came from: RFC 3464 in RFC 6522.

export type BounceFields = {
  /** Of the mail that comes back; `null` where the server does not return its headers. */
  messageId: string | null;
  recipient: string;
  action?: string;
  status?: string;
  /** The original's headers alone, or the whole of it. */
  returns?: 'text/rfc822-headers' | 'message/rfc822';
  /** Of the report itself. */
  id?: string;
  envelopeId?: string;
};

/** The bytes of a report about one recipient. */
export function aBounce({
  messageId,
  recipient,
  action = 'failed',
  status = '5.1.1',
  returns = 'message/rfc822',
  id = '<20310303070100.DEAD@mx.agency.example>',
  envelopeId,
}: BounceFields): Buffer {
  const original = [
    ...['From: Careline <care@careline.example>', `To: ${recipient}`],
    ...(messageId === null ? [] : [`Message-ID: ${messageId}`]),
    'Subject: =?UTF-8?B?0KHQutCw0L0=?=',
  ];
  const lines = [
    ...['From: MAILER-DAEMON@mx.agency.example (Mail Delivery System)', 'To: care@careline.example'],
    ...['Subject: Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0'],
    ...[`Message-ID: ${id}`, 'Content-Type: multipart/report; report-type=delivery-status;', '\tboundary="DEAD"', ''],
    ...['This is a MIME-encapsulated message.', '', '--DEAD', 'Content-Type: text/plain; charset=utf-8', ''],
    ...['I am sorry to have to inform you that your message could not be delivered.', '', '--DEAD'],
    ...['Content-Description: Delivery report', 'Content-Type: message/delivery-status', ''],
    ...['Reporting-MTA: dns; mx.agency.example'],
    ...(envelopeId === undefined ? [] : [`Original-Envelope-Id: ${envelopeId}`]),
    ...['Arrival-Date: Mon, 3 Mar 2031 07:00:00 +0000', '', `Final-Recipient: rfc822; ${recipient}`],
    ...[`Original-Recipient: rfc822;${recipient}`, `Action: ${action}`, `Status: ${status}`],
    ...['Remote-MTA: dns; agency.example', `Diagnostic-Code: smtp; 550 ${status} <${recipient}>: no such`, '    user'],
    ...['', '--DEAD', `Content-Type: ${returns}`, '', ...original, '', 'Dear colleagues,', '--DEAD--', ''],
  ];
  return Buffer.from(lines.join('\r\n'));
}
