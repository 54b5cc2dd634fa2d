// The id is fixed before the first attempt and kept with the text, so a repeat, even after a reload, is one message.
import { newId } from './ids.ts';
import { isPassing, type Problem } from './problem.ts';
import { readStored, writeStored } from './stored.ts';

export type Pending = {
  clientMessageId: string;
  conversationId: string;
  text: string;
  choice: string | null;
  label: string;
  /** `sending`: on its way. `waiting`: retried automatically. `refused`: a person decides. */
  state: 'sending' | 'waiting' | 'refused';
  problem: Problem | null;
};

/** Items to show beside the messages. The stream may deliver a message before the answer to its sending arrives. */
export function notArrived<Sent extends { id: string } | { clientMessageId: string }>(
  items: readonly Sent[],
  messages: readonly { clientMessageId: string | null }[],
): readonly Sent[] {
  if (items.length === 0) return items;
  const arrived = new Set(messages.map(({ clientMessageId }) => clientMessageId));
  return items.filter((item) => !arrived.has('id' in item ? item.id : item.clientMessageId));
}

export type Outgoing = Pick<Pending, 'conversationId' | 'text' | 'choice' | 'label'> &
  Partial<Pick<Pending, 'clientMessageId'>>;

/** `held`: it may not be sent now. It waits without retries until it is woken. */
export type SendResult<Message> = { kind: 'sent'; message: Message } | { kind: 'failed' | 'held'; problem: Problem };

export type OutboxOptions<Message> = {
  storageKey: string;
  send: (pending: Pending) => Promise<SendResult<Message>>;
  onSent: (message: Message, pending: Pending) => void;
};

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

export class Outbox<Message> {
  readonly #options: OutboxOptions<Message>;
  readonly #listeners = new Set<() => void>();
  #items: readonly Pending[];
  #busy = false;
  #pause = FIRST_PAUSE_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: OutboxOptions<Message>) {
    this.#options = options;
    const kept = readStored<Pending[]>(options.storageKey) ?? [];
    // Items that were being sent when the page closed are retried with their old id.
    this.#items = kept.map((item) => (item.state === 'sending' ? { ...item, state: 'waiting' } : item));
    addEventListener('online', () => this.wake());
    this.wake();
  }

  /** The same array until something changes. */
  items(): readonly Pending[] {
    return this.#items;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** With an id of its own it may be added in several tabs and stays one message. */
  add(message: Outgoing): void {
    this.#set([
      ...this.#items,
      {
        clientMessageId: newId(),
        ...message,
        state: 'waiting',
        problem: null,
      },
    ]);
    this.wake();
  }

  retry(clientMessageId: string): void {
    this.#change(clientMessageId, { state: 'waiting', problem: null });
    this.wake();
  }

  /** Removes a refused message, for example to write it again. */
  remove(clientMessageId: string): void {
    this.#set(this.#items.filter((item) => item.clientMessageId !== clientMessageId));
  }

  /** Tries now instead of after the pause. */
  wake(): void {
    clearTimeout(this.#timer);
    this.#pause = FIRST_PAUSE_MS;
    void this.#run();
  }

  // One at a time and in order: a second message must not overtake the first.
  async #run(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        this.#change(next.clientMessageId, { state: 'sending' });
        const result = await this.#options.send(next);
        if (result.kind === 'sent') {
          this.#options.onSent(result.message, next);
          this.remove(next.clientMessageId);
        } else if (result.kind === 'held' || isPassing(result.problem)) {
          this.#change(next.clientMessageId, { state: 'waiting', problem: result.problem });
          return result.kind === 'held' ? undefined : this.#later(result.problem);
        } else {
          this.#change(next.clientMessageId, { state: 'refused', problem: result.problem });
        }
        this.#pause = FIRST_PAUSE_MS;
      }
    } finally {
      this.#busy = false;
    }
  }

  #next(): Pending | undefined {
    return this.#items.find((item) => item.state === 'waiting');
  }

  #later(problem: Problem): void {
    const asked = (problem.retryAfterSeconds ?? 0) * 1_000;
    this.#timer = setTimeout(() => void this.#run(), Math.max(asked, this.#pause));
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }

  #change(clientMessageId: string, change: Partial<Pending>): void {
    this.#set(this.#items.map((item) => (item.clientMessageId === clientMessageId ? { ...item, ...change } : item)));
  }

  #set(items: readonly Pending[]): void {
    this.#items = items;
    writeStored(this.#options.storageKey, items.length === 0 ? null : items);
    for (const listener of this.#listeners) listener();
  }
}
