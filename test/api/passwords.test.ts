import { expect, test } from '@jest/globals';
import { hashPassword, verifyPassword } from '../../api/people/passwords.ts';

test('a hash is argon2id with the cost that OWASP asks for, and its own salt', async () => {
  const [one, other] = await Promise.all([hashPassword('careline'), hashPassword('careline')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(one).not.toBe(other);
});

test('the right password fits, any other does not', async () => {
  const hash = await hashPassword('пароль careline');
  expect(await verifyPassword('пароль careline', hash)).toBe(true);
  expect(await verifyPassword('пароль careline ', hash)).toBe(false);
  expect(await verifyPassword('', hash)).toBe(false);
});

test('a hash with one bit flipped, at its end, in its middle or at its beginning, fits no longer', async () => {
  const [, ...parts] = (await hashPassword('careline')).split('$');
  const hashed = Buffer.from(parts.pop() ?? '', 'base64');
  const withBitFlipped = (place: number) => {
    const flipped = Buffer.from(hashed).fill((hashed[place] ?? 0) ^ 1, place, place + 1);
    return ['', ...parts, flipped.toString('base64').replace(/=+$/, '')].join('$');
  };
  const fits = await Promise.all([0, 16, 31].map((place) => verifyPassword('careline', withBitFlipped(place))));
  expect([hashed.length, fits]).toEqual([32, [false, false, false]]);
});

test('the same password typed as composed and as decomposed letters fits', async () => {
  expect(await verifyPassword('й'.normalize('NFD'), await hashPassword('й'.normalize('NFC')))).toBe(true);
});

test('a hash with other parameters and lengths than ours is read by its own', async () => {
  const { argon2Sync } = await import('node:crypto');
  const parameters = { message: 'password', nonce: 'somesalt', parallelism: 2, tagLength: 24, memory: 4096, passes: 3 };
  const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  const tag = argon2Sync('argon2id', parameters);
  const phc = `$argon2id$v=19$m=4096,t=3,p=2$${unpadded(Buffer.from('somesalt'))}$${unpadded(tag)}`;
  expect(await verifyPassword('password', phc)).toBe(true);
  expect(await verifyPassword('Password', phc)).toBe(false);
});

test('a hash of another kind, and none at all, fit nothing', async () => {
  for (const hash of [null, '', 'careline', '$2b$12$abcdefghijklmnopqrstuv', '$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA']) {
    expect(await verifyPassword('careline', hash)).toBe(false);
  }
});

test('refusing an unknown login takes the same work', async () => {
  const hash = await hashPassword('careline');
  const time = async (phc: string | null) => {
    const begun = process.cpuUsage();
    for (let times = 0; times < 5; times += 1) await verifyPassword('wrong', phc);
    const { user, system } = process.cpuUsage(begun);
    return user + system;
  };
  await time(hash);
  const [known, unknown] = [await time(hash), await time(null)];
  expect(unknown / known).toBeGreaterThan(0.5);
});
