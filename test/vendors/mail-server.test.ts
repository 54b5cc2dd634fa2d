// How a mail server is reached: what fails before it has a mail leaves no doubt.
import tls from 'node:tls';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { mailAdapter } from '../../vendors/smtp/mail-adapter.ts';
import { performWithRetries } from '../harness/effects.ts';
import { LOOPBACK_CERTIFICATE } from '../harness/vendors/loopback-certificate.ts';
import * as loopback from '../harness/vendors/loopback-smtp.ts';
import { aMail, mailing } from '../harness/vendors/mailing.ts';

const { startSmtp } = loopback;
const stage = mailing();
const { adapterOn, parts, sent } = stage;

describe('the way to the server', () => {
  const refusedBy = async (adapter: ReturnType<typeof mailAdapter>) => {
    const { status, code, isShown } = await sent(aMail(), adapter, { times: 2 });
    return { status, code, isShown };
  };

  test('a closed port: nothing has left', async () => {
    await stage.smtp.close();
    expect(await refusedBy(adapterOn(stage.smtp))).toEqual({
      status: 'given-up',
      code: 'ECONNREFUSED',
      isShown: false,
    });
  });

  test('a server that never greets us: nothing has left', async () => {
    const adapter = adapterOn(stage.smtp, { security: 'tls', callTimeoutMs: 400 });
    expect(await refusedBy(adapter)).toMatchObject({ status: 'given-up', isShown: false });
  });

  test('a wrong password, or none where one is needed: nothing has left, a right setting helps', async () => {
    const closed = await startSmtp({ login: true });
    const login = { user: loopback.USER, pass: 'wrong' };
    expect(await refusedBy(adapterOn(closed, { login }))).toMatchObject({ status: 'given-up', code: 'smtp-535' });
    expect(await refusedBy(adapterOn(closed))).toMatchObject({ status: 'given-up', code: 'smtp-530' });
    expect(closed.mails).toEqual([]);
    await closed.close();
  });

  describe('over STARTTLS', () => {
    const trusted = tls.getCACertificates('default');
    afterEach(() => tls.setDefaultCACertificates(trusted));
    const login = { user: loopback.USER, pass: loopback.PASSWORD };
    const open = { host: 'localhost', security: 'starttls', login } as const;

    test('the login goes over the encrypted connection, to the server that we trust', async () => {
      const secure = await startSmtp({ login: true, encrypted: true });
      expect(await refusedBy(adapterOn(secure, open))).toMatchObject({ status: 'given-up', isShown: false });
      expect(secure.logins).toEqual([]);
      tls.setDefaultCACertificates([...trusted, LOOPBACK_CERTIFICATE]);
      expect((await performWithRetries(parts(), adapterOn(secure, open), aMail())).status).toBe('done');
      expect(secure.logins).toEqual([{ user: loopback.USER, isEncrypted: true }]);
      expect(secure.mails).toHaveLength(1);
      await secure.close();
    });

    test('a server without it gets neither the password nor the mail', async () => {
      expect(await refusedBy(adapterOn(stage.smtp, { ...open, host: '127.0.0.1' }))).toMatchObject({
        status: 'given-up',
      });
      expect([stage.smtp.logins, stage.smtp.mails]).toEqual([[], []]);
    });
  });
});
