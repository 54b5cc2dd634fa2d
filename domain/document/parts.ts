// The shape of a program's document. It is the only definition: types, checks, JSON Schema and the page of the docs come
// from it. Rules import its types alone, because a schema library does not belong into a workflow.
import Type, { type TObject, type TProperties, type TSchema } from 'typebox';

/** Read-only at every depth. */
export type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

/** An object in which a misspelt field is a mistake. */
export function closed<Properties extends TProperties>(
  properties: Properties,
  description?: string,
): TObject<Properties> {
  const about = description === undefined ? {} : { description };
  return Type.Object(properties, { additionalProperties: false, ...about });
}

/** Named things, by id. */
export function byId<Schema extends TSchema>(schema: Schema, description: string) {
  return Type.Record(Type.String({ pattern: ID }), schema, { description, additionalProperties: false });
}

/** Lower case, digits and hyphens: it is part of addresses and stored cases. */
export const ID = '^[a-z0-9]+(?:-[a-z0-9]+)*$';

export function id(description: string) {
  return Type.String({ pattern: ID, maxLength: 64, description });
}

export function ids(description: string, options: { minItems?: number } = {}) {
  return Type.Array(Type.String({ pattern: ID, maxLength: 64 }), { description, uniqueItems: true, ...options });
}

/** Exact time, so no days: a day is 23 to 25 hours long where clocks change. */
export function duration(description: string) {
  return Type.String({ pattern: '^PT(?=\\d)(?:\\d{1,5}H)?(?:\\d{1,6}M)?(?:\\d{1,7}S)?$', description });
}

/** A local time of the program. */
export function timeOfDay(description: string) {
  return Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$', description });
}

export function days(description: string, least = 0) {
  return Type.Integer({ minimum: least, maximum: 3_660, description });
}

export function role(description: string) {
  return id(`${description}; one of \`roles\``);
}

export function roles(description: string, options: { minItems?: number } = {}) {
  return ids(`${description}; of \`roles\``, options);
}

export function textId(description: string) {
  return id(`${description}; an id of \`texts\``);
}

export const Rule = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'The requirement or clause behind it, as timelines name it',
});

export const RuleOrNone = Type.Union([Rule, Type.Null()]);

/** How work reaches its people; `claim` where a document is silent about conversations, `push` about tickets. */
export const Distribution = Type.Enum(['claim', 'push'], {
  description:
    '`claim`: people take it; `push`: Careline gives it to the person with the least work. Absent: `claim` for queues, `push` for tickets',
});

const optionalRule = () => Type.Optional(RuleOrNone);

/** The rule of each happening; one that is left out has none. */
export function rulesOf<const Happening extends string>(happenings: readonly Happening[], description: string) {
  const properties = Object.fromEntries(happenings.map((happening) => [happening, optionalRule()]));
  return closed(properties as Record<Happening, ReturnType<typeof optionalRule>>, description);
}
