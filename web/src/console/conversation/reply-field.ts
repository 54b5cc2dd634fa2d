// The only way to put text into the open reply from outside.

let put: (text: string) => void = () => {};

/** Puts a text before the present text of the reply. */
export function putIntoReply(text: string): void {
  put(text);
}

/** Registers the reply on the screen; the returned function unregisters it. */
export function takePuts(take: (text: string) => void): () => void {
  put = take;
  return () => {
    put = () => {};
  };
}
