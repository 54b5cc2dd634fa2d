import type { Instant } from '../domain/calendar/instant.ts';
import { openBook, type StoredVersion } from './book.ts';
import { publish } from './index.ts';

type Parts<Version> = {
  now(): Instant;
  logger: { error(about: object, text: string): void };
  /** The versions that were published after this one, in order. 0: every version. */
  versionsAfter(id: number): Promise<Version[]>;
  /** An error of the first reading after which the process starts all the same: it asks again with the next `refresh`. */
  isOutage?(error: unknown): boolean;
};

/** Reads what was published since, and says whether there was something. */
export type Refresh = () => Promise<boolean>;

/** From now on the process works by the published programs; each `refresh` adds what was published since. */
export async function followPrograms<Version extends StoredVersion & { id: number }>({
  now,
  logger,
  versionsAfter,
  isOutage = () => false,
}: Parts<Version>): Promise<Refresh> {
  const book = openBook(now, ({ program, version }, err) =>
    logger.error({ err, program, version }, 'this release cannot read a published version; the one before it counts'),
  );
  let last = 0;
  const read = async () => {
    const versions = await versionsAfter(last);
    book.add(versions);
    last = versions.at(-1)?.id ?? last;
    publish(book);
    return versions.length > 0;
  };
  // One at a time: of two at once, the slower one would go back.
  let reading = read();
  await reading.catch((error: unknown) => {
    if (!isOutage(error)) throw error;
  });
  return () => (reading = reading.catch(() => false).then(read));
}
