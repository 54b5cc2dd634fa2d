import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * Asks for a password twice on a terminal, without showing it. Returns an empty string without a terminal or without
 * input.
 */
export async function askPassword(question: string): Promise<string> {
  if (!process.stdin.isTTY) return '';
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const ask = async (asked: string) => {
    process.stdout.write(asked);
    const typed = await lines.question('');
    process.stdout.write('\n');
    return typed;
  };
  try {
    for (;;) {
      const typed = await ask(question);
      if (typed === '' || typed === (await ask('The same again: '))) return typed;
      process.stdout.write('The two are not the same.\n');
    }
  } finally {
    lines.close();
  }
}
