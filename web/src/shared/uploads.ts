// Owns files on their way to the server. Refuses to keep them over a reload: the browser does not let go of bytes.
import { foreseenRefusal, withName } from './file-rules.ts';
import { newId } from './ids.ts';
import { isPassing, type Problem } from './problem.ts';
import { uploadFile } from './upload.ts';

export type Upload = { id: string; file: File; share: number; problem: Problem | null };
type Uploaded = { conversationId: string; messageId: string };

export type UploadsOptions = {
  url: () => string;
  headers: () => Record<string, string>;
  onChange: () => void;
  onDone: (uploaded: Uploaded) => void;
};

export class Uploads {
  readonly #options: UploadsOptions;
  #items: readonly Upload[] = [];

  constructor(options: UploadsOptions) {
    this.#options = options;
    // Cut off on the way: sent again by itself, with the same id, so that it arrives once.
    addEventListener('online', () => {
      for (const { id, problem } of this.#items) if (problem !== null && isPassing(problem)) this.retry(id);
    });
  }

  items(): readonly Upload[] {
    return this.#items;
  }

  add(files: readonly File[]): void {
    for (const given of files) {
      const file = withName(given, new Date());
      const code = foreseenRefusal(file);
      const problem = code === null ? null : { code, status: 422, retryAfterSeconds: null, details: {} };
      const upload = { id: newId(), file, share: 0, problem };
      this.#set([...this.#items, upload]);
      if (problem === null) void this.#send(upload);
    }
  }

  retry(id: string): void {
    const upload = this.#items.find((item) => item.id === id);
    if (upload === undefined || foreseenRefusal(upload.file) !== null) return;
    this.#change(id, { problem: null, share: 0 });
    void this.#send(upload);
  }

  drop(id: string): void {
    this.#set(this.#items.filter((item) => item.id !== id));
  }

  async #send({ id, file }: Upload): Promise<void> {
    const onProgress = (share: number) => this.#change(id, { share });
    const { url, headers } = this.#options;
    const result = await uploadFile<Uploaded>({
      url: url(),
      headers: headers(),
      file,
      clientMessageId: id,
      onProgress,
    });
    if (result.kind === 'failed') return this.#change(id, { problem: result.problem });
    this.#options.onDone(result.answer);
    this.drop(id);
  }

  #change(id: string, change: Partial<Upload>): void {
    this.#set(this.#items.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  #set(items: readonly Upload[]): void {
    this.#items = items;
    this.#options.onChange();
  }
}
