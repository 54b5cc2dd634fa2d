// The library writes values into the text of its statements (https://github.com/mikro-orm/mikro-orm/issues/8001). Then
// PostgreSQL's log has names and password hashes when a statement fails, and no plan is kept. Here they are parameters.
import type { Dictionary, EntityData, QueryResult, RawQueryFragment, Transaction } from '@mikro-orm/core';
import { type NativeQueryBuilder, PostgreSqlConnection, PostgreSqlDriver, raw } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';

type Query = string | NativeQueryBuilder | RawQueryFragment;
type Given = readonly unknown[] | Dictionary<unknown>;
type Answer = QueryResult | EntityData<object> | EntityData<object>[];

class BindingConnection extends PostgreSqlConnection {
  override async execute<Result extends Answer = EntityData<object>[]>(
    query: Query,
    given: Given = [],
    method: 'all' | 'get' | 'run' = 'all',
    transaction?: Transaction,
  ): Promise<Result> {
    await this.ensureConnection();
    const statement = this.bound(query, given);
    const client = (transaction ?? this.getClient()) as ReturnType<typeof this.getClient>;
    return this.transformRawResult<Result>(await client.executeQuery(statement), method);
  }

  private bound(query: Query, given: Given): CompiledQuery {
    const { sql, params } = typeof query === 'string' ? raw(query, given) : 'toRaw' in query ? query.toRaw() : query;
    const values: unknown[] = [];
    const escape = (value: unknown): string =>
      Array.isArray(value) ? value.map(escape).join(', ') : `$${values.push(value)}`;
    const binding: typeof this.platform = Object.create(this.platform, { escape: { value: escape } });
    return CompiledQuery.raw(binding.formatQuery(sql, params), values);
  }
}

export class BindingDriver extends PostgreSqlDriver {
  protected override readonly connection = new BindingConnection(this.config);
}
