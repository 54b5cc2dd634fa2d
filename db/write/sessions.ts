// A session's own id is secret: only its hash is stored.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { json, row, rows, sql } from '../sql.ts';
import { tellingAccess } from './access-change.ts';
import { deleteOldest, type Oldest } from './oldest.ts';

export async function readSession<Data>(em: Em, sidHash: string, now: Instant): Promise<Data | null> {
  const found = await row<{ data: Data }>(
    em,
    sql`select data from sessions where sid = ${sidHash} and expires_at > ${now}::timestamptz`,
  );
  return found?.data ?? null;
}

/** The person of a session, and the SHA-256 of the password hash that was checked for it. */
export type Holder = { personId: string; passwordMark: string };

export type SessionRow = {
  sidHash: string;
  data: unknown;
  expiresAt: Instant;
  mode: 'begin' | 'continue';
  /** A session begins only while the person is active and still has that password. */
  holder?: Holder | undefined;
};

/** Begins a session, or prolongs an existing one. */
export async function writeSession(em: Em, { sidHash, data, expiresAt, mode, holder }: SessionRow): Promise<void> {
  const statement =
    mode === 'begin'
      ? sql`insert into sessions (sid, data, expires_at)
          select ${sidHash}, ${json(data)}::jsonb, ${expiresAt}::timestamptz ${whileHeldBy(holder)}`
      : sql`update sessions set data = ${json(data)}, expires_at = ${expiresAt}::timestamptz where sid = ${sidHash}`;
  await rows(em, statement);
}

// Checking a password takes long. With this lock, a password change either ends the new session or is seen here.
function whileHeldBy(holder: Holder | undefined): RawBuilder<unknown> {
  if (holder === undefined) return sql``;
  const { personId, passwordMark } = holder;
  return sql`from people where id = ${personId}::uuid and active
    and encode(sha256(convert_to(password_hash, 'UTF8')), 'hex') = ${passwordMark} for share`;
}

/** Ends a session and tells the processes that stream to it. */
export async function deleteSession(em: Em, sidHash: string): Promise<void> {
  await endSessions(em, sql`sid = ${sidHash}`);
}

/** Ends one of a person's sessions by its public id. Returns whether it existed. */
export async function deleteOwnSession(em: Em, personId: string, id: string): Promise<boolean> {
  return (await endSessions(em, sql`id = ${id}::uuid and data ->> 'personId' = ${personId}`)) > 0;
}

/** Ends all sessions of a person, such as after a new password. Returns how many. */
export async function deleteSessionsOf(em: Em, personId: string): Promise<number> {
  return endSessions(em, sql`data ->> 'personId' = ${personId}`);
}

async function endSessions(em: Em, which: RawBuilder<unknown>): Promise<number> {
  const ended = await rows(
    em,
    sql`with ended as (delete from sessions where ${which} returning sid)
      select ${tellingAccess(sql`sid`)} from ended`,
  );
  return ended.length;
}

/** Forgets expired sessions. Returns how many. */
export async function purgeSessions(em: Em, oldest: Oldest): Promise<number> {
  return deleteOldest(em, { table: 'sessions', column: 'expires_at' }, oldest);
}
