// Asks how much work a person or a key has in hand, before something changes.
import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import type { Person } from '../../shared/wire.ts';
import { api } from '../data/api.ts';

type Change = Pick<Person, 'login' | 'active' | 'memberships'>;

// Their work changes while the dialog is open and between two openings.
const fresh = { staleTime: 0, gcTime: 0 } as const;

/** Counted again with each change of the form. */
export function heldByPerson({ login, active, memberships }: Change) {
  return queryOptions({
    ...fresh,
    queryKey: ['held', login, active, memberships],
    queryFn: () =>
      dataOf(api.POST('/v1/people/{login}/preview', { params: { path: { login } }, body: { active, memberships } })),
  });
}

export function heldByKey(id: string) {
  return queryOptions({
    ...fresh,
    queryKey: ['held-by-key', id],
    queryFn: () => dataOf(api.GET('/v1/api-keys/{id}/held', { params: { path: { id } } })),
  });
}
