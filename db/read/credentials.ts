import type { Membership } from '../../domain/access/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import type { KeyScope } from './api-keys.ts';
import { instantOf, row, sql } from '../sql.ts';

export type PersonActing = {
  login: string;
  name: string;
  admin: boolean;
  memberships: Membership[];
  passwordDue?: true;
};

/** A person with their current rights; `null` once they are deactivated. */
export async function readPersonActing(em: Em, personId: string): Promise<PersonActing | null> {
  const found = await row<Omit<PersonActing, 'passwordDue'> & { due: boolean }>(
    em,
    sql`select login, name, admin, must_change_password as due, (select coalesce(jsonb_agg(jsonb_build_object('program', program, 'role', role)
        order by program, role), '[]') from memberships where person_id = people.id) as memberships
      from people where id = ${personId}::uuid and active`,
  );
  if (found === null) return null;
  const { due, ...person } = found;
  return due ? { ...person, passwordDue: true } : person;
}

export type CustomerActing = { customerId: string; program: string };

export async function readCustomerByToken(em: Em, tokenHash: string): Promise<CustomerActing | null> {
  return row<CustomerActing>(
    em,
    sql`select id as "customerId", program from customers where token_hash = ${tokenHash}`,
  );
}

export type AppActing = { name: string; program: string; roles: string[]; scope: KeyScope; expiresAt: Instant | null };

/** The app of a key that is not revoked; the caller checks whether it has expired. */
export async function readAppByKey(em: Em, keyHash: string): Promise<AppActing | null> {
  const found = await row<AppActing>(
    em,
    sql`select name, program, roles, scope, expires_at as "expiresAt" from api_keys
      where key_hash = ${keyHash} and revoked_at is null`,
  );
  return found && { ...found, expiresAt: instantOf(found.expiresAt) };
}
