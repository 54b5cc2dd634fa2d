// All tabs share one cookie. A text from one person must not be sent in the name of the next person who logs in.
import { readStored, writeStored } from '../../shared/stored.ts';

const KEY = 'careline:speaker';
let speaker: string | null = null;

/** Call before the cookie changes: at a login, and with `null` at a logout. */
export function setSpeaker(login: string | null): void {
  speaker = login;
  writeStored(KEY, login);
}

/** Without storage, only this tab's own knowledge counts. */
export function isSpeaking(login: string): boolean {
  return speaker === login && (readStored<string>(KEY) ?? login) === login;
}

/** Calls when another tab has logged in another person. */
export function onOtherSpeaker(login: string, call: () => void): () => void {
  const changed = (event: StorageEvent) => {
    if (event.key === KEY && !isSpeaking(login)) call();
  };
  addEventListener('storage', changed);
  return () => removeEventListener('storage', changed);
}
