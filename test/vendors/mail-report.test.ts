import { expect, test } from '@jest/globals';
import { mailReportOf } from '../../vendors/smtp/mail-report.ts';
import { aBounce } from '../harness/vendors/a-bounce.ts';

const EFFECT = '11111111-2222-4333-8444-555555555555';
const messageId = `<${EFFECT}@careline.example>`;
const recipient = 'Agency@agency.example';
const failed = { addresses: ['agency@agency.example'], action: 'failed', status: '5.1.1' };

test.each(['message/rfc822', 'text/rfc822-headers'] as const)(
  'the original in %s names its effect',
  async (returns) => {
    expect(await mailReportOf(aBounce({ messageId, recipient, returns }))).toEqual({
      ...{ effectId: EFFECT, recipients: [failed] },
    });
  },
);

test('without the original’s headers its effect is in the envelope’s id, or in what the report answers', async () => {
  const bare = aBounce({ messageId: null, recipient });
  expect(await mailReportOf(bare)).toEqual({ effectId: null, recipients: [failed] });
  const named = aBounce({ messageId: null, recipient, envelopeId: EFFECT.toUpperCase() });
  expect((await mailReportOf(named))?.effectId).toBe(EFFECT);
  for (const header of ['In-Reply-To', 'References'])
    expect((await mailReportOf(Buffer.from(`${header}: ${messageId}\r\n${bare}`)))?.effectId).toBe(EFFECT);
});

test('line ends of UNIX, and a mail that was cut off in its last part', async () => {
  const text = String(aBounce({ messageId, recipient }));
  const expected = { effectId: EFFECT, recipients: [failed] };
  expect(await mailReportOf(Buffer.from(text.replaceAll('\r\n', '\n')))).toEqual(expected);
  expect(await mailReportOf(Buffer.from(text.slice(0, text.indexOf('Dear'))))).toEqual(expected);
});

test('a delay and a delivery say so; several recipients, forwarded ones under both addresses', async () => {
  const report = async (action: string, status: string) =>
    (await mailReportOf(aBounce({ messageId, recipient, action, status })))?.recipients[0];
  expect(await report('Delayed', '4.4.1')).toMatchObject({ action: 'delayed', status: '4.4.1' });
  expect(await report('delivered', 'unreadable')).toMatchObject({ action: 'delivered', status: null });
  const two = String(aBounce({ messageId, recipient })).replace(
    /Final-Recipient: rfc822; Agency@/,
    'Final-Recipient: rfc822; other@there.example\r\nAction: failed\r\nStatus: 5.2.2 (full)\r\n\r\nFinal-Recipient: RFC822;<inbox@',
  );
  expect((await mailReportOf(Buffer.from(two)))?.recipients).toEqual([
    { addresses: ['other@there.example'], action: 'failed', status: '5.2.2' },
    { addresses: ['agency@agency.example', 'inbox@agency.example'], action: 'failed', status: '5.1.1' },
  ]);
});

test.each([
  ['nothing', ''],
  ['a mail from a person', 'From: agency@agency.example\r\nSubject: Re: A scan\r\n\r\nThank you!'],
  ['a notice of absence', `Auto-Submitted: auto-replied\r\nIn-Reply-To: ${messageId}\r\n\r\nI am away.`],
  ['a report on no one', String(aBounce({ messageId, recipient })).replace('Action: failed', 'Acting: failed')],
  ['no mail at all', '\u0000\u0001{"kind": "bounce"}'],
])('%s is no report', async (_, text) => {
  expect(await mailReportOf(Buffer.from(text))).toBeNull();
});

test('an id that is not ours is none', async () => {
  for (const other of ['<CAF=abc@mail.example>', `<x${EFFECT}@careline.example>`, `<${EFFECT}0@careline.example>`])
    expect((await mailReportOf(aBounce({ messageId: other, recipient })))?.effectId).toBeNull();
});
