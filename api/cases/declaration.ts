import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import type { Static, TObject, TProperties, TSchema } from 'typebox';
import type { Em } from '../../db/orm.ts';
import type { PastEntry } from '../../db/read/timeline.ts';
import type { CaseNote } from '../../db/write/case-notes.ts';
import type { Actor, StaffActor } from '../../domain/access/actor.ts';
import type { Staff } from '../../domain/access/conversation-access.ts';
import type { RouteRule } from '../../domain/access/route-access.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Kinds } from '../../domain/process.ts';
import type { NextStep, TimelineEntry } from '../../domain/timetable.ts';
import type { AskedCases } from './asker.ts';

/**
 * A process's cases as the API asks and shows them. `Case` is what the door finds: a record with its rules. Method
 * syntax, as in `domain/process.ts`: so `view` may ask for staff where customers never come.
 */
export type ApiCases<K extends Kinds, Case, View extends TSchema> = AskedCases<K, Case> & {
  path: string;
  tags: readonly string[];
  params: TSchema;
  /** A case on the wire, and how it is made. */
  shown: View;
  view(one: Case, reader: Actor, now: Instant): Static<View>;
  /** The case of a request, for a route with a rule about one. */
  of(request: FastifyRequest): Case;
  /** True where customers read their own cases. */
  forCustomers?: boolean;
};

/** Each part is optional. */
export type CaseDeclaration<
  K extends Kinds,
  Case,
  View extends TSchema,
  Params extends TSchema,
  Query extends TProperties,
  Found,
  Bodies extends Record<string, TSchema>,
> = ApiCases<K, Case, View> & {
  one?: Part;
  list?: List<Case, Query, Found>;
  timeline?: Timeline<Case>;
  notes?: Notes<Case>;
  /** Commands by the end of their address: `take` is `POST …/:id/take`. */
  verbs?: { readonly [End in keyof Bodies]: Verb<K, Case, Bodies[End], { id: string } & Static<Params>> };
  /** The path between the id and the verb, with its parameters. */
  under?: { path: string; params: Params };
  /** Set where the id is that of a part of the case. */
  partOf?: NonNullable<FastifyContextConfig['partOf']>;
  /** What verbs answer with, if not with the case alone. */
  answer?: { schema: TSchema; of(shown: Static<View>, command: K['command']): unknown };
};

/** What every route says of itself. */
export type Part = { access: RouteRule; summary: string; description: string };

/** The sort values of an item. A cursor holds those of the last one. */
type Place = { at: Instant; id: string };

/** A list of cases, sorted by an instant and the id. Its query has `pageQuery`. */
export type List<Case, Query extends TProperties, Found> = Part & {
  query: TObject<Query>;
  find(
    em: Em,
    asked: {
      query: Omit<Static<TObject<Query>>, 'cursor' | 'limit'>;
      staff: StaffActor;
      now: Instant;
      limit: number;
      after: Place | undefined;
    },
  ): Promise<Found[]>;
  place(found: Found): Place;
  /** The case of a record. */
  whole(em: Em, found: Found): Case | Promise<Case>;
};

type Story = { past: PastEntry[]; next: NextStep[] };

export type Timeline<Case> = Part & {
  schema: TSchema;
  story(one: Case, past: PastEntry[], asked: { request: FastifyRequest; now: Instant }): Story | Promise<Story>;
};

export type Notes<Case> = Part & {
  /** What a note is about, and its entry in the timeline. */
  entry(
    one: Case,
  ): Pick<CaseNote, 'about' | 'process'> & { what: string; details?: NonNullable<TimelineEntry['details']> };
};

/** A command as a route. The case is asked for what `command` makes of the body. */
export type Verb<K extends Kinds, Case, Body extends TSchema, Params> = Part & {
  body: Body;
  /** 201 where the command creates something. */
  status?: 200 | 201;
  /** The person's own words in the body. They are kept as a note, and the command has its id. */
  words?(body: Static<Body>, one: Case): string | null | undefined;
  /** @throws RefusedError, ProblemError for what the case cannot know */
  command(
    asked: { em: Em; one: Case; body: Static<Body>; params: Params },
    by: Staff,
    noteId: string | null,
  ): K['command'] | Promise<K['command']>;
};
