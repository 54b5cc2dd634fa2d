// Owns the gathering of many calls into one. Refuses to know what is called.

/** Calls once, a while after the first of many calls. */
export function debounced(call: () => void, milliseconds: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      call();
    }, milliseconds);
  };
}
