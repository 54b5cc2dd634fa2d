// A directory with one stream behind others, in a chain of sectors. Source: [MS-CFB], sections 2.2 to 2.6.

const SECTOR = 512;
const END = 0xfffffffe;

/** A compound file whose directory names a stream after the root and this many others. All its sectors are in order. */
export function aCompoundFile(stream: string, before: number): Buffer {
  const names = ['Root Entry', ...Array.from({ length: before }, (_, place) => `Other${place}`), stream];
  const directory = Buffer.alloc(Math.ceil(names.length / 4) * SECTOR);
  names.forEach((name, place) => {
    const at = place * 128;
    directory.write(name, at, 'utf16le');
    directory.writeUInt16LE(name.length * 2 + 2, at + 64);
    directory.writeUInt8(place === 0 ? 5 : 2, at + 66);
  });
  const sectors = directory.length / SECTOR;
  const table = Buffer.alloc(SECTOR, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  for (let at = 1; at <= sectors; at += 1) table.writeUInt32LE(at === sectors ? END : at + 1, at * 4);
  const header = Buffer.alloc(SECTOR, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(END, 68);
  header.writeUInt32LE(0, 76);
  return Buffer.concat([header, table, directory]);
}
