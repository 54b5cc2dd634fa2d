// Text is UTF-8, UTF-16 or windows-1251 without characters that no text has. Each piece is looked at once and not kept.

export type TextJudge = { take: (piece: Buffer) => void; isText: () => boolean };

// A text has tabs, line ends and form feeds, but no other controls or unassigned characters.
const STRANGE = /[^\P{C}\p{Cf}\t\n\r\f]/u;

// Without a byte order mark many bytes read as UTF-16 make some Chinese word. Our customers' text is mostly below this.
const COMMON_END = 0x500;

/** An attempt to read the bytes in one encoding, until one does not fit. */
type Reading = { decoder: TextDecoder; fits: boolean; characters: number; common: number; mustBeCommon: boolean };

export function textJudge(): TextJudge {
  let readings: Reading[] | null = null;
  const isText = () => {
    readings?.forEach(end);
    return (
      readings?.some(
        ({ fits, mustBeCommon, characters, common }) => fits && (!mustBeCommon || common * 2 > characters),
      ) ?? false
    );
  };
  return {
    take: (piece) => {
      readings ??= readingsOf(piece);
      for (const reading of readings) if (reading.fits) read(reading, piece);
    },
    isText,
  };
}

function readingsOf(head: Buffer): Reading[] {
  const reading = (encoding: string, mustBeCommon = false): Reading => ({
    ...{ decoder: new TextDecoder(encoding, { fatal: true }), fits: true },
    ...{ characters: 0, common: 0, mustBeCommon },
  });
  if (head[0] === 0xff && head[1] === 0xfe) return [reading('utf-16le')];
  if (head[0] === 0xfe && head[1] === 0xff) return [reading('utf-16be')];
  return [reading('utf-8'), reading('windows-1251'), reading('utf-16le', true), reading('utf-16be', true)];
}

function read(reading: Reading, piece: Buffer): void {
  decode(reading, () => reading.decoder.decode(piece, { stream: true }));
}

function end(reading: Reading): void {
  if (reading.fits) decode(reading, () => reading.decoder.decode());
}

function decode(reading: Reading, next: () => string): void {
  try {
    const text = next();
    reading.fits = !STRANGE.test(text);
    reading.characters += text.length;
    for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) < COMMON_END) reading.common += 1;
  } catch {
    // The bytes are not in this encoding.
    reading.fits = false;
  }
}
