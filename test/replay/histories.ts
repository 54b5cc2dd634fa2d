import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from '@temporalio/proto';

// The SDK's own historyToJSON needs one protobufjs for all packages, which npm does not provide here.
const { History } = proto.temporal.api.history.v1;
type History = ReturnType<typeof History.create>;

const folder = join(import.meta.dirname, 'histories');

export type StoredHistory = { name: string; text: string; history: History };

/** Every stored history, in the order of their names. */
export function storedHistories(): StoredHistory[] {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const history = History.fromObject(JSON.parse(text) as object);
    return { name: file.replace(/\.json$/, ''), text, history };
  });
}

/** The stored form of a history: one event per line, without the machine's name. */
export function historyText(history: Parameters<typeof History.create>[0]): string {
  const json = History.toObject(History.create(history), { enums: String, longs: String, bytes: String }) as {
    events: object[];
  };
  const nameless = (key: string, value: unknown) => (key === 'identity' ? 'recorder' : value);
  const lines = json.events.map((event) => JSON.stringify(event, nameless));
  return `{"events":[\n${lines.join(',\n')}\n]}\n`;
}

export function storeHistory(name: string, history: Parameters<typeof History.create>[0]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), historyText(history));
}
