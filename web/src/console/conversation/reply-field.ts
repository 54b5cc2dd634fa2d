// Owns the one place through which text comes into the open reply from outside of it.

let put: (text: string) => void = () => {};

/** Puts a text before what stands in the reply. */
export function putIntoReply(text: string): void {
  put(text);
}

/** The reply on the screen takes what is put; the returned function ends that. */
export function takePuts(take: (text: string) => void): () => void {
  put = take;
  return () => {
    put = () => {};
  };
}
