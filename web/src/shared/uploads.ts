// Files do not survive a reload, because the browser does not keep their bytes.
import { type FileRules, foreseenRefusal, withName } from './file-rules.ts';
import { newId } from './ids.ts';
import { isPassing, type Problem } from './problem.ts';
import { uploadFile } from './upload.ts';

/** A file that waits beside the text for the press on “send”. */
export type Chosen = { id: string; file: File };
export type Upload = Chosen & { caption: string; share: number; problem: Problem | null };
/** A refused file. Only its name is shown, beside the text. */
export type RefusedFile = { id: string; name: string; problem: Problem };
export type UploadsState = {
  chosen: readonly Chosen[];
  items: readonly Upload[];
  refused: readonly RefusedFile[];
};

type Uploaded = { conversationId: string; messageId: string };

export type UploadsOptions = {
  url: () => string;
  headers: () => Record<string, string>;
  rules: FileRules;
  onChange: () => void;
  onDone: (uploaded: Uploaded) => void;
  /** Receives the caption of a refused file, to put it back into the text field. */
  onCaptionBack: (caption: string) => void;
};

export class Uploads {
  readonly #options: UploadsOptions;
  #state: UploadsState = { chosen: [], items: [], refused: [] };
  // One at a time, so that files arrive in the order in which they were chosen.
  #line: Promise<void> = Promise.resolve();

  constructor(options: UploadsOptions) {
    this.#options = options;
    // An interrupted upload is sent again automatically with the same id, so that it arrives once.
    addEventListener('online', () => {
      for (const { id, problem } of this.#state.items) if (problem !== null && isPassing(problem)) this.retry(id);
    });
  }

  state(): UploadsState {
    return this.#state;
  }

  /** Adds files beside the text. Certain refusals are named; earlier refusals are removed. */
  choose(files: readonly File[]): void {
    const named = files.map((file) => ({ id: newId(), file: withName(file, new Date()) }));
    const judged = named.map((one) => ({ ...one, problem: foreseenRefusal(one.file, this.#options.rules) }));
    const refused = judged.flatMap(({ id, file, problem }) =>
      problem === null ? [] : [{ id, name: file.name, problem }],
    );
    const chosen = judged.flatMap(({ id, file, problem }) => (problem === null ? [{ id, file }] : []));
    this.#set({ chosen: [...this.#state.chosen, ...chosen], refused });
  }

  unchoose(id: string): void {
    this.#set({ chosen: this.#state.chosen.filter((one) => one.id !== id) });
  }

  /** Sends the chosen files, with the text as caption of the first. */
  confirm(caption: string): void {
    const items = this.#state.chosen.map((one, place) => ({
      ...one,
      ...{ caption: place === 0 ? caption : '', share: 0, problem: null },
    }));
    this.#set({ chosen: [], refused: [], items: [...this.#state.items, ...items] });
    for (const item of items) this.#enqueue(item);
  }

  retry(id: string): void {
    const upload = this.#state.items.find((item) => item.id === id);
    if (upload === undefined) return;
    this.#change(id, { problem: null, share: 0 });
    this.#enqueue(upload);
  }

  drop(id: string): void {
    this.#set({ items: this.#state.items.filter((item) => item.id !== id) });
  }

  forgetRefused(): void {
    if (this.#state.refused.length > 0) this.#set({ refused: [] });
  }

  #enqueue(upload: Upload): void {
    this.#line = this.#line.then(() => this.#send(upload));
  }

  async #send({ id, file, caption }: Upload): Promise<void> {
    const { url, headers } = this.#options;
    const onProgress = (share: number) => this.#change(id, { share });
    const request = { url: url(), headers: headers(), file, caption, clientMessageId: id, onProgress };
    const result = await uploadFile<Uploaded>(request);
    if (result.kind === 'sent') {
      this.#options.onDone(result.answer);
      return this.drop(id);
    }
    if (isPassing(result.problem)) return this.#change(id, { problem: result.problem });
    this.drop(id);
    this.#set({ refused: [...this.#state.refused, { id, name: file.name, problem: result.problem }] });
    if (caption !== '') this.#options.onCaptionBack(caption);
  }

  #change(id: string, change: Partial<Upload>): void {
    this.#set({ items: this.#state.items.map((item) => (item.id === id ? { ...item, ...change } : item)) });
  }

  #set(change: Partial<UploadsState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.onChange();
  }
}
