// Where providers of the installation report, for the routes and their document.

export type VendorWebhook = {
  /** The name in the inbox. */
  source: string;
  vendor: string;
  path: string;
  summary: string;
  description: string;
  form: 'application/json' | 'application/x-www-form-urlencoded' | 'message/rfc822';
  /** The signature is in the query. */
  signsQuery?: true;
  /** The body is a mail: larger than an event, and refused with words of its own. */
  isMail?: true;
};

export const vendorWebhooks: readonly VendorWebhook[] = [
  {
    source: 'paymob',
    vendor: 'Paymob',
    path: 'paymob',
    summary: 'Paymob reports a transaction',
    description: 'Paymob Accept’s transaction callback (processed), JSON with `hmac` in the query.',
    form: 'application/json',
    signsQuery: true,
  },
  {
    source: 'fawry',
    vendor: 'Fawry',
    path: 'fawry',
    summary: 'Fawry reports an order',
    description: 'FawryPay’s server notification V2, JSON with `messageSignature`.',
    form: 'application/json',
  },
  {
    source: 'twilio',
    vendor: 'Twilio',
    path: 'twilio/message-status',
    summary: 'Twilio reports on an SMS',
    description: 'A status callback, a form signed by `X-Twilio-Signature` for our public address.',
    form: 'application/x-www-form-urlencoded',
  },
  {
    source: 'freshdesk',
    vendor: 'Freshdesk',
    path: 'freshdesk',
    summary: 'Freshdesk reports a ticket',
    description: 'Our automation there sends `X-Careline-Secret`, the ticket’s id, status and time of change.',
    form: 'application/json',
  },
  {
    source: 'mail',
    vendor: 'The mail server',
    path: 'mail',
    summary: 'Our mailbox got a report on a mail that we sent',
    description:
      'A delivery status notification (RFC 3464) as it came to the mailbox, with the header `X-Careline-Secret`. A bounce marks its mail as failed, and its case hears of it. 422 `mail-report-unreadable` for any other mail, 404 `mail-unknown` for a report on a mail that Careline has not sent; neither is kept.',
    form: 'message/rfc822',
    isMail: true,
  },
];
