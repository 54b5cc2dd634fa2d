// Names and roles of the people of a program, for people who may assign.
import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import { allPages } from './all-pages.ts';
import { api } from './api.ts';
import { inNaturalOrder } from './natural-order.ts';

export function colleaguesQuery(program: string) {
  return queryOptions({
    queryKey: ['colleagues', program],
    queryFn: async () => {
      const people = await allPages((cursor) => {
        const query = cursor === null ? { limit: 200 } : { limit: 200, cursor };
        return dataOf(api.GET('/v1/programs/{program}/people', { params: { path: { program }, query } }));
      });
      return inNaturalOrder(people, ({ login }) => login);
    },
  });
}
