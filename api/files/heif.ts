// ISO/IEC 23008-12: one or more images, coded in any HEVC profile; and the structural brands of the family.
const IMAGES = ['heic', 'heix', 'heim', 'heis'];
const SEQUENCES = ['hevc', 'hevx', 'hevm', 'hevs'];
const STRUCTURAL = ['mif1', 'mif2', 'msf1'];
// The same structure with AV1, H.264 or JPEG inside is another format with its own extension.
const OTHERS = ['avif', 'avis', 'avio', 'avci', 'avcs', 'jpeg', 'jpgs'];

const LONGEST_BOX = 1_024;

/** The media type of an image by its HEIF brands, or `null` for any other file. Films begin with the same box. */
export function heifType(head: Buffer): string | null {
  const [major, ...brands] = brandsOf(head);
  if (major === undefined || OTHERS.includes(major)) return null;
  if (IMAGES.includes(major)) return 'image/heic';
  if (SEQUENCES.includes(major)) return 'image/heic-sequence';
  const isFamily = [major, ...brands].some((brand) => STRUCTURAL.includes(brand));
  const isCoded = brands.some((brand) => IMAGES.includes(brand) || SEQUENCES.includes(brand));
  if (!isFamily || (!isCoded && brands.some((brand) => OTHERS.includes(brand)))) return null;
  return major === 'msf1' ? 'image/heif-sequence' : 'image/heif';
}

/** The brands of the file type box: the major one, then the compatible ones. */
function brandsOf(head: Buffer): string[] {
  if (head.length < 16 || head.toString('latin1', 4, 8) !== 'ftyp') return [];
  const end = Math.min(head.readUInt32BE(0), head.length, LONGEST_BOX);
  const brands = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4));
  return brands;
}
