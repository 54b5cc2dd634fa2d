// Owns the folder of stored histories: their names, reading and writing. Refuses to know what is in them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

const folder = join(import.meta.dirname, 'histories');

export type HistoryEvent = { eventId: string; eventType: string; [attributes: string]: unknown };

export type StoredHistory = { name: string; text: string; workflowId: string; history: { events: HistoryEvent[] } };

/** Every stored history, in the order of their names. */
export function storedHistories(): StoredHistory[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const history = JSON.parse(text) as StoredHistory['history'];
    const started = history.events[0]?.['workflowExecutionStartedEventAttributes'] as { workflowId: string };
    return { name: file.replace(/\.json$/, ''), text, workflowId: started.workflowId, history };
  });
}

type FetchedHistory = Parameters<typeof historyToJSON>[0];

/** Stores a history as Temporal's own tools write it, one event per line, without the name of the machine. */
export function storeHistory(name: string, history: FetchedHistory): void {
  const { events } = JSON.parse(historyToJSON(history)) as StoredHistory['history'];
  const lines = events.map((event) => JSON.stringify(event, (key, value: unknown) => (key === 'identity' ? 'recorder' : value)));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `{"events":[\n${lines.join(',\n')}\n]}\n`);
}
