// One statement tells who asks, and the conversation that they ask about.
import type { RawBuilder } from 'kysely';
import type { Membership } from '../../domain/access/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import type { KeyScope } from './api-keys.ts';
import { type About, type Asked, readAsked } from './conversations.ts';
import { instantOf, row, sql } from '../sql.ts';

export type PersonActing = {
  login: string;
  name: string;
  admin: boolean;
  memberships: Membership[];
  passwordDue?: true;
};

type FoundPerson = Omit<PersonActing, 'passwordDue'> & { due: boolean };

/** A person with their current rights as JSON, unless they are deactivated. */
function person(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select jsonb_build_object('login', login, 'name', name, 'admin', admin, 'due', must_change_password, 'memberships',
      (select coalesce(jsonb_agg(jsonb_build_object('program', program, 'role', role) order by program, role), '[]')
        from memberships where person_id = people.id))
    from people where id = ${id} and active)`;
}

function personOf(found: FoundPerson | null): PersonActing | null {
  if (found === null) return null;
  const { due, ...acting } = found;
  return due ? { ...acting, passwordDue: true } : acting;
}

/** A person with their current rights; `null` once they are deactivated. */
export async function readPersonActing(em: Em, personId: string): Promise<PersonActing | null> {
  const found = await row<{ person: FoundPerson | null }>(em, sql`select ${person(sql`${personId}::uuid`)} as person`);
  return personOf(found?.person ?? null);
}

export type SessionActing<Data> = { data: Data; person: PersonActing | null };

/** A session that has neither ended nor expired, and its person. */
export async function readSessionActing<Data>(
  em: Em,
  { sidHash, now }: { sidHash: string; now: Instant },
  about: About | null,
): Promise<Asked<SessionActing<Data>>> {
  const id = sql`case when pg_input_is_valid(data ->> 'personId', 'uuid') then (data ->> 'personId')::uuid end`;
  const who = sql`select jsonb_build_object('data', data, 'person', ${person(id)}) from sessions
    where sid = ${sidHash} and expires_at > ${now}::timestamptz`;
  const found = await readAsked<{ data: Data; person: FoundPerson | null }>(em, {
    ...{ who, login: sql`who #>> '{person,login}'`, about },
  });
  return { ...found, who: found.who && { data: found.who.data, person: personOf(found.who.person) } };
}

export type CustomerActing = { customerId: string; program: string };

export async function readCustomerByToken(
  em: Em,
  tokenHash: string,
  about: About | null,
): Promise<Asked<CustomerActing>> {
  const who = sql`select jsonb_build_object('customerId', id, 'program', program) from customers where token_hash = ${tokenHash}`;
  return readAsked<CustomerActing>(em, { who, login: null, about });
}

export type AppActing = { name: string; program: string; roles: string[]; scope: KeyScope; expiresAt: Instant | null };

/** The app of a key that is not revoked; the caller checks whether it has expired. */
export async function readAppByKey(em: Em, keyHash: string, about: About | null): Promise<Asked<AppActing>> {
  const who = sql`select jsonb_build_object('name', name, 'program', program, 'roles', roles, 'scope', scope, 'expiresAt', expires_at)
    from api_keys where key_hash = ${keyHash} and revoked_at is null`;
  const login = sql`'app:' || (who ->> 'program') || ':' || (who ->> 'name')`;
  const found = await readAsked<AppActing>(em, { who, login, about });
  return { ...found, who: found.who && { ...found.who, expiresAt: instantOf(found.who.expiresAt) } };
}
