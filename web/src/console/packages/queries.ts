import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import type { ServicePackage } from '../../shared/wire.ts';
import { allPages } from '../data/all-pages.ts';
import { api } from '../data/api.ts';

export type PackageFilter = { stage?: ServicePackage['stage']; paid?: boolean; search?: string };

const PAGE = 50;

export function packagesQuery(program: string, filter: PackageFilter) {
  return infiniteQueryOptions({
    queryKey: ['packages', program, filter],
    queryFn: ({ pageParam }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return dataOf(
        api.GET('/v1/service-packages', { params: { query: { program, limit: PAGE, ...filter, ...cursor } } }),
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function packageQuery(id: string) {
  return queryOptions({
    queryKey: ['package', id],
    queryFn: () => dataOf(api.GET('/v1/service-packages/{id}', { params: { path: { id } } })),
  });
}

export function packageTimelineQuery(id: string) {
  return queryOptions({
    queryKey: ['package-timeline', id],
    queryFn: () => dataOf(api.GET('/v1/service-packages/{id}/timeline', { params: { path: { id } } })),
  });
}

/** Messages to the customer of a package, oldest first. */
export function packageSmsQuery(caseId: string) {
  return queryOptions({
    queryKey: ['package-sms', caseId],
    queryFn: () =>
      allPages((cursor) => {
        const query = { caseId, channel: 'sms' as const, limit: 200, ...(cursor === null ? {} : { cursor }) };
        return dataOf(api.GET('/v1/effects', { params: { query } }));
      }),
  });
}

/**
 * What cancelling a package now would mean. The answer changes with time: a visit that is free to cancel now may count
 * a minute later.
 */
export function cancellationPreviewQuery(id: string) {
  return queryOptions({
    queryKey: ['cancellation-preview', id],
    queryFn: () =>
      dataOf(api.POST('/v1/service-packages/{id}/cancellation/preview', { params: { path: { id } }, body: {} })),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: 60_000,
  });
}

export function visitsOfDayQuery(program: string, on: string) {
  return queryOptions({
    queryKey: ['visits', program, on],
    queryFn: async () =>
      (await dataOf(api.GET('/v1/programs/{program}/visits', { params: { path: { program }, query: { on } } }))).items,
  });
}

/** Visits of paid packages whose day is over and that have no record, oldest first. */
export function unrecordedVisitsQuery(program: string) {
  return queryOptions({
    queryKey: ['visits', program, 'unrecorded'],
    queryFn: async () => {
      const params = { path: { program }, query: { unrecorded: true } };
      return (await dataOf(api.GET('/v1/programs/{program}/visits', { params }))).items;
    },
  });
}

/** Refunds that are not paid: awaiting approval, being paid, refused, in doubt. */
export function refundsQuery(program: string) {
  return queryOptions({
    queryKey: ['refunds', program],
    queryFn: async () => (await dataOf(api.GET('/v1/refunds', { params: { query: { program } } }))).items,
  });
}

export function heldPaymentsQuery(program: string) {
  return queryOptions({
    queryKey: ['held-payments', program],
    queryFn: async () => (await dataOf(api.GET('/v1/held-payments', { params: { query: { program } } }))).items,
  });
}

/** Effects of one program with an unknown outcome, oldest first. */
export function unknownEffectsQuery(program: string) {
  return queryOptions({
    queryKey: ['unknown-effects', program],
    queryFn: async () => {
      const found = await allPages((cursor) => {
        const query = { status: 'unknown' as const, limit: 200, ...(cursor === null ? {} : { cursor }) };
        return dataOf(api.GET('/v1/effects', { params: { query } }));
      });
      return found.filter((effect) => effect.program === program);
    },
  });
}
