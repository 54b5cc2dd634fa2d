import { lastWithoutGap, mergeMessages } from '../shared/message-order.ts';
import type { LiveState } from '../shared/live-stream.ts';
import type { Conversation, Message } from '../shared/wire.ts';

export type Thread = { conversation: Conversation; messages: readonly Message[] };

export class ChatStore {
  readonly #threads = new Map<string, Thread>();
  readonly #listeners = new Set<() => void>();
  line: LiveState = 'connecting';

  /** Oldest first. */
  threads(): Thread[] {
    return [...this.#threads.values()].toSorted((one, other) =>
      one.conversation.openedAt.localeCompare(other.conversation.openedAt),
    );
  }

  /** The conversation in progress. */
  active(): Thread | undefined {
    return this.threads().at(-1);
  }

  thread(id: string): Thread | undefined {
    return this.#threads.get(id);
  }

  /** The sequence number after which messages must be fetched. */
  known(id: string): number {
    return lastWithoutGap(this.#threads.get(id)?.messages ?? []);
  }

  putConversation(conversation: Conversation): void {
    const messages = this.#threads.get(conversation.id)?.messages ?? [];
    this.#threads.set(conversation.id, { conversation, messages });
    this.#changed();
  }

  /** @returns false when an earlier message is missing, so that it must be fetched */
  putMessages(id: string, more: readonly Message[]): boolean {
    const thread = this.#threads.get(id);
    if (thread === undefined) return false;
    const messages = mergeMessages(thread.messages, more);
    if (messages !== thread.messages) {
      this.#threads.set(id, { ...thread, messages });
      this.#changed();
    }
    return lastWithoutGap(messages) === messages.length;
  }

  putLine(line: LiveState): void {
    this.line = line;
    this.#changed();
  }

  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
