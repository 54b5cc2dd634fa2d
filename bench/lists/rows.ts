import type pg from 'pg';

/**
 * Conversations of cdek by plain SQL: 300 wait and 300 are assigned in the KLO's queue, the others are closed. Every
 * third has been in `support`; the queue `empty` has none. `klo-1` has had one of 50,000.
 */
export async function makeConversations(client: pg.Client, count: number): Promise<void> {
  const run = (text: string, values: unknown[] = []) => client.query(text, values);
  await run(
    `insert into customers (id, program, token_hash, created_at) values (gen_random_uuid(), 'cdek', 'bench', now())`,
  );
  // The index for the search of numbers is not measured here.
  await run('alter table conversations disable trigger conversation_number_kept');
  await run(
    `create temporary table made as select gen_random_uuid() as id, i,
      case when i > $1::int - 300 then 'waiting' when i > $1::int - 600 then 'assigned' else 'closed' end as stage,
      timestamptz '2030-01-01' + i * interval '20 seconds' as at from generate_series(1, $1::int) as i`,
    [count],
  );
  await run(`insert into cases (id, process, program, version, stage, queue, assignee, overdue, open, opened_at, sort_at, scopes)
    select id, 'conversation', 'cdek', 3, stage, 'klo', login, i % 500 = 0, stage <> 'closed', at, at,
      array['program', 'queue:klo'] || case when i % 3 = 0 and stage = 'closed' then array['queue:support'] else '{}' end
        || case when stage = 'waiting' then array['addressed:klo'] else array['assignee:' || login] end
    from (select *, case when stage = 'waiting' then null when i % 50000 = 0 then 'klo-1' else 'klo-' || (i % 40 + 2) end as login
      from made) as given`);
  await run(`insert into case_scopes (case_id, key, program, process, stage, sort_at)
    select id, scope, program, process, stage, sort_at from cases, unnest(scopes) as scope`);
  await run(`insert into conversations (id, program, customer_id, category, disposition, opened_at, closed_at)
    select made.id, 'cdek', customers.id, case when i % 900 = 0 then 'account' else 'order' end,
      case when stage = 'closed' then 'waybill' end, at, case when stage = 'closed' then at + interval '1 hour' end
    from made, customers`);
  await run('alter table conversations enable trigger conversation_number_kept');
  await run('analyze cases, case_scopes, conversations');
}
