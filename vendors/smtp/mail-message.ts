import MailComposer from 'nodemailer/lib/mail-composer';

export type MailSender = { address: string; name: string | null };

export type MailContent = {
  from: MailSender;
  to: string;
  cc: readonly string[];
  subject: string;
  text: string;
  /** When it was sent: an instant, RFC 3339. */
  at: string;
  files: readonly { name: string; type: string; bytes: Buffer }[];
};

/** The same for every repetition of one effect, so that a copy is recognised, and a bounce finds its mail. */
export function messageIdOf(effectId: string, { address }: MailSender): string {
  return `<${effectId}@${address.split('@').at(-1)}>`;
}

/** The bytes of a mail, RFC 5322. Files are in base64, so they arrive byte for byte. */
export async function mailBytes(effectId: string, content: MailContent): Promise<Buffer> {
  const { from, to, cc, subject, text, at, files } = content;
  const composer = new MailComposer({
    from: { name: from.name ?? '', address: from.address },
    to: [{ name: '', address: to }],
    cc: cc.map((address) => ({ name: '', address })),
    ...{ subject, text, date: at, messageId: messageIdOf(effectId, from) },
    // RFC 3834: automatic answers, such as notices of absence, are not sent to a mail with this header.
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: files.map(({ name, type, bytes }) => ({
      ...{ filename: name, contentType: type, content: bytes },
      contentTransferEncoding: 'base64' as const,
    })),
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return composer.compile().build();
}
