// XMLHttpRequest, because fetch reports no upload progress.
import { NETWORK, problemOf, type Problem } from './problem.ts';

export type UploadResult<Answer> = { kind: 'sent'; answer: Answer } | { kind: 'failed'; problem: Problem };

export type UploadOptions = {
  url: string;
  file: File;
  clientMessageId: string;
  /** The text sent with the file; may be empty. */
  caption: string;
  headers: Record<string, string>;
  /** From 0 to 1. */
  onProgress: (share: number) => void;
};

export function uploadFile<Answer>(options: UploadOptions): Promise<UploadResult<Answer>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    // Fields come before the file: a server that reads the stream knows them when the file begins.
    form.append('clientMessageId', options.clientMessageId);
    if (options.caption !== '') form.append('caption', options.caption);
    form.append('file', options.file, options.file.name);
    request.open('POST', options.url);
    request.responseType = 'json';
    for (const [name, value] of Object.entries(options.headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) options.onProgress(event.loaded / event.total);
    });
    request.addEventListener('error', () => resolve({ kind: 'failed', problem: NETWORK }));
    request.addEventListener('abort', () => resolve({ kind: 'failed', problem: NETWORK }));
    request.addEventListener('load', () => resolve(outcome<Answer>(request)));
    request.send(form);
  });
}

function outcome<Answer>(request: XMLHttpRequest): UploadResult<Answer> {
  if (request.status >= 200 && request.status < 300) return { kind: 'sent', answer: request.response as Answer };
  const headers = { get: (name: string) => request.getResponseHeader(name) };
  return { kind: 'failed', problem: problemOf(request.status, headers, request.response) };
}
