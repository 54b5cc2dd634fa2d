// The first migration of the layout that one foundation replaced (decision 0023).
const FIRST_MIGRATION = 'Foundation0001';

export class EarlierLayout extends Error {
  override name = 'EarlierLayout';

  constructor() {
    super(
      'The database has the layout of an earlier version of Careline. Nothing was changed in it. To start afresh, make an empty database (createdb NAME) and give its address as DATABASE_URL.',
    );
  }
}

/** Nothing reads such a database any more. `ask` runs a statement and gives its rows. */
export async function hasEarlierLayout(ask: (statement: string) => Promise<readonly object[]>): Promise<boolean> {
  const migrated = await ask("select 1 where to_regclass('migrations') is not null");
  if (migrated.length === 0) return false;
  return (await ask(`select 1 from migrations where name = '${FIRST_MIGRATION}'`)).length > 0;
}
