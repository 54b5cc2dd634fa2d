import { type Api, resultOf, type Result } from '../shared/api.ts';
import type { StreamEvent } from '../shared/event-stream.ts';
import { openLiveStream } from '../shared/live-stream.ts';
import type { Conversation, Message } from '../shared/wire.ts';
import type { ChatStore } from './chat-store.ts';

// How often the page polls while the stream is down.
const POLL_MS = 5_000;
const PAGE = 200;

export class ChatSync {
  readonly #api: Api;
  readonly #store: ChatStore;
  readonly #onThread: (id: string) => void;

  constructor(api: Api, store: ChatStore, onThread: (id: string) => void) {
    this.#api = api;
    this.#store = store;
    this.#onThread = onThread;
  }

  /** Loads a conversation, its messages and the conversations that followed it. */
  async load(id: string): Promise<Result<Conversation>> {
    const path = { params: { path: { id } } };
    const answer = await resultOf(this.#api.GET('/v1/conversations/{id}', path));
    if (answer.kind === 'failed') return answer;
    this.#store.putConversation(answer.data);
    this.#onThread(id);
    await this.#catchUp(id);
    const { successorId } = answer.data;
    if (successorId !== null && this.#store.thread(successorId) === undefined) await this.load(successorId);
    return answer;
  }

  /** Fetches whatever is new. Calling it again does no harm. */
  async refresh(): Promise<void> {
    const active = this.#store.active();
    if (active !== undefined) await this.load(active.conversation.id);
  }

  /** Follows the live stream while the page is open. */
  follow(headers: () => Record<string, string>): void {
    openLiveStream({
      url: '/v1/events',
      headers,
      onEvent: (event) => void this.#take(event),
      onState: (state) => {
        this.#store.putLine(state);
        // No event reports what happened between loading and listening.
        if (state === 'live') void this.refresh();
      },
    });
    setInterval(() => {
      if (this.#store.line !== 'live' && navigator.onLine) void this.refresh();
    }, POLL_MS);
  }

  async #take({ event, data }: StreamEvent): Promise<void> {
    if (event === 'resync') return this.refresh();
    if (event !== 'message' && event !== 'conversation') return;
    const { conversationId, message } = JSON.parse(data) as { conversationId: string; message?: Message };
    if (this.#store.thread(conversationId) === undefined || message === undefined) {
      await this.load(conversationId);
    } else if (!this.#store.putMessages(conversationId, [message])) {
      await this.#catchUp(conversationId);
    }
  }

  async #catchUp(id: string): Promise<void> {
    for (;;) {
      const query = { afterSeq: this.#store.known(id), limit: PAGE };
      const call = this.#api.GET('/v1/conversations/{id}/messages', { params: { path: { id }, query } });
      const answer = await resultOf(call);
      if (answer.kind === 'failed') return;
      this.#store.putMessages(id, answer.data.items);
      if (answer.data.items.length < PAGE) return;
    }
  }
}
