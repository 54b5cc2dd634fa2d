// Plain records are read and written through the entity manager. docs/decisions/0023-one-foundation.md says which are not.
import type { EntityKey, EntityName, FilterQuery, FindOptions } from '@mikro-orm/core';
import type { Em } from './orm.ts';

/** A field that may be null is null, never undefined: it was read. */
export type Row<Entity, Field extends keyof Entity> = { [Name in Field]: Exclude<Entity[Name], undefined> };

/** A plain object of these fields. An entity has its key as well, and what the library needs. */
export function plain<Entity extends object, Field extends keyof Entity>(
  entity: Entity,
  fields: readonly Field[],
): Row<Entity, Field> {
  return Object.fromEntries(fields.map((field) => [field, entity[field]])) as Row<Entity, Field>;
}

/** The given fields of records, as plain objects. */
export async function find<Entity extends object, Field extends EntityKey<Entity>>(
  em: Em,
  entity: EntityName<Entity>,
  where: FilterQuery<NoInfer<Entity>>,
  fields: readonly Field[],
  options: FindOptions<Entity> = {},
): Promise<Row<Entity, Field>[]> {
  const found = await em.find(entity, where as never, { ...options, fields: fields as never });
  return found.map((one) => plain(one as Entity, fields));
}

/** The given fields of the only record, or `null`. */
export async function findOne<Entity extends object, Field extends EntityKey<Entity>>(
  em: Em,
  entity: EntityName<Entity>,
  where: FilterQuery<NoInfer<Entity>>,
  fields: readonly Field[],
): Promise<Row<Entity, Field> | null> {
  return (await find(em, entity, where, fields, { limit: 1 }))[0] ?? null;
}
