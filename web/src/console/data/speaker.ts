// Owns who speaks from this browser now, over all of its tabs: the cookie is one, so what one person wrote in a tab
// must not go out in the name of another who has logged in since.
import { readStored, writeStored } from '../../shared/stored.ts';

const KEY = 'careline:speaker';
let speaker: string | null = null;

/** Somebody is about to log in, has logged in, or nobody is any more. Said before the cookie changes, not after. */
export function setSpeaker(login: string | null): void {
  speaker = login;
  writeStored(KEY, login);
}

/** Where nothing can be stored, this tab's own knowledge has to do. */
export function isSpeaking(login: string): boolean {
  return speaker === login && (readStored<string>(KEY) ?? login) === login;
}

/** Calls when another tab has changed who speaks. */
export function onOtherSpeaker(login: string, call: () => void): () => void {
  const changed = (event: StorageEvent) => {
    if (event.key === KEY && !isSpeaking(login)) call();
  };
  addEventListener('storage', changed);
  return () => removeEventListener('storage', changed);
}
