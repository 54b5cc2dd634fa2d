// Customers are found by an index: one name in all its spellings, numbers as people write them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { row, rows, sql } from '../../db/sql.ts';
import { customerMatches } from '../../db/read/customer-search.ts';
import { foldedName } from '../../domain/contact/folded-name.ts';
import { type Answer, type Caller, type Careline, startCareline } from '../harness/careline.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { booked, MONDAY } from '../harness/packages.ts';

const people = {
  fatma: { name: 'فاطمة الزهراء', phone: '01001234567' },
  mona: { name: 'مُنَى أحمد', phone: '01112223344' },
  ahmed: { name: '\u202Eاحمد منير\u202C', phone: '+971501234567' },
  jose: { name: 'José  Álvarez 12', phone: '0020 122 000 1111' },
} as const;

let careline: Careline;
let care: Caller;
const names = new Map<string, string>();

beforeAll(async () => {
  careline = await startCareline(MONDAY);
  care = await careline.staff('cc-1');
  for (const [name, customer] of Object.entries(people)) {
    names.set((await booked(care, { customer })).id, name);
    const ticket = { type: 'outbound-sales-request', customer };
    names.set((await care.post('/v1/programs/filkhedma/tickets', ticket)).body.id, name);
  }
});
afterAll(() => careline.stop());

/** Customers found in the list of packages and in the list of tickets. */
async function found(search: string): Promise<[packages: unknown[], tickets: unknown[]]> {
  const list = async (path: string) => {
    const { status, body } = await care.get(`${path}${new URLSearchParams({ search })}`);
    expect(status).toBe(200);
    return body.items.map(({ id }: Answer['body']) => names.get(id)).toSorted();
  };
  return [await list('/v1/service-packages?'), await list('/v1/tickets?type=outbound-sales-request&')];
}

describe('packages and tickets are found by', () => {
  test.each<[string, (keyof typeof people)[]]>([
    ['فاطمه', ['fatma']],
    ['فَاطِمَة', ['fatma']],
    ['فاطـمة الزهراء', ['fatma']],
    ['مني', ['ahmed', 'mona']],
    ['منى', ['ahmed', 'mona']],
    ['أحمد', ['ahmed', 'mona']],
    ['إحمد', ['ahmed', 'mona']],
    ['احمد م', ['ahmed']],
    ['jose alvarez', ['jose']],
    ['ÁLV', ['jose']],
    ['0100 123', ['fatma']],
    ['٠١٠٠١٢٣٤', ['fatma']],
    ['+20 100-123', ['fatma']],
    ['0020100123', ['fatma']],
    ['\u202A01001234567\u202C\t', ['fatma']],
    ['050 123', ['ahmed']],
    ['ez 12', ['jose']],
    ['+971', ['ahmed']],
    ['%', []],
    ['__', []],
    ['\u200F\u0640', []],
    ['00', []],
    ["' or 1=1 --", []],
  ])('%j', async (search, expected) => {
    // A search needs two characters. A single one gets a trailing blank, which does not count.
    const [packages, tickets] = await found(search.length < 2 ? `${search} ` : search);
    expect({ packages, tickets }).toEqual({ packages: expected, tickets: expected });
  });

  test('no letter is 400', async () => {
    expect((await care.get('/v1/tickets?search=a')).status).toBe(400);
  });
});

describe('the database folds as the console does', () => {
  const blocks = [
    [0x20, 0x17f],
    [0x300, 0x52f],
    [0x5d0, 0x6ff],
    [0x1e00, 0x1fff],
    [0x2000, 0x206f],
    [0xfb50, 0xfdff],
    [0xfe70, 0xfeff],
    [0xff00, 0xff5e],
  ] as const;
  const letter = fc
    .oneof(...blocks.map(([min, max]) => fc.integer({ min, max })))
    .map((code) => String.fromCodePoint(code));

  test('whatever the name', async () => {
    const em = careline.database.orm.em.fork();
    const sample = fc.sample(fc.array(letter, { maxLength: 12 }), 2_000).map((letters) => letters.join(''));
    const folded = await rows<{ name: string; folded: string }>(
      em,
      sql`select name, folded_name(name) as folded from jsonb_array_elements_text(${JSON.stringify(sample)}::jsonb) as name`,
    );
    const differ = folded.filter((one) => one.folded !== foldedName(one.name));
    expect(differ.map((one) => [escape(one.name), escape(one.folded), escape(foldedName(one.name))])).toEqual([]);
    expect(folded).toHaveLength(2_000);
  });
});

const escape = (text: string) => [...text].map((one) => one.codePointAt(0)?.toString(16)).join(' ');

describe('among many customers', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await database.orm.em.fork().execute(`insert into contacts (id, program, name, phone, created_at)
      select gen_random_uuid(), 'filkhedma', translate(md5(i::text), '0123456789abcdef', 'ابتثجحخدذرزسشصضط'), '+2010' || lpad(i::text, 8, '0'), now()
      from generate_series(1, 40000) as i`);
    await database.orm.em.fork().execute('analyze contacts');
  });
  afterAll(() => database.drop());

  test.each(['خدذر', '00012345'])('%s is found by the index', async (search) => {
    const em = database.orm.em.fork();
    const query = sql`select id from contacts c where ${customerMatches(search)}`;
    expect(JSON.stringify(await rows(em, sql`explain ${query}`))).toContain('contacts_by_pieces');
    const plainly = await row<{ count: string }>(
      em,
      sql`select count(*) from contacts c where strpos(folded_name(c.name), folded_name(${search})) > 0
        or strpos(c.phone, ltrim(${search}, '0')) > 0`,
    );
    const ids = await rows(em, query);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length).toBe(Number(plainly?.count));
  });
});
