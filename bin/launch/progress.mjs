// Everything goes to stderr: stdout belongs to the verb.
const began = process.hrtime.bigint();

/** @param {string} sentence */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/**
 * Shows progress of a long part: on a terminal one moving line, elsewhere a line every few seconds.
 * @param {string} label
 * @returns {{ note(detail: string): void, done(result?: string): void }}
 */
export function longPart(label) {
  const start = seconds();
  const live = process.stderr.isTTY === true;
  let detail = '';
  if (!live) say(`${label} …`);
  const tick = () => {
    const line = `${label} … ${Math.round(seconds() - start)} s${detail === '' ? '' : `, ${detail}`}`;
    process.stderr.write(live ? `\r\u001B[K${line}` : `${line}\n`);
  };
  if (live) tick();
  const timer = setInterval(tick, live ? 1000 : 5000);
  timer.unref();
  return {
    note(text) {
      detail = text;
    },
    done(result = 'done') {
      clearInterval(timer);
      if (live) process.stderr.write('\r\u001B[K');
      say(`${label}: ${result} (${(seconds() - start).toFixed(1)} s)`);
    },
  };
}

function seconds() {
  return Number(process.hrtime.bigint() - began) / 1e9;
}
