// Each answer to the staff was true: one winner, who is the assignee; a closing that closed; both once.
import type pg from 'pg';
import type { Journal, StaffAnswer } from '../journal.ts';

type Row = { stage: string; assignee: string | null; accepted: string; closed: string; prompts: string };

/** Faults in accepting and closing, one sentence each. */
export async function wrongMoves(client: pg.Client, { answers }: Journal): Promise<string[]> {
  const wrong: string[] = [];
  for (const id of new Set(answers.map(({ conversationId }) => conversationId))) {
    const { rows } = await client.query<Row>(
      `select stage, assignee,
        (select count(*) from timeline_entries where case_id = conversations.id and what = 'accepted') as accepted,
        (select count(*) from timeline_entries where case_id = conversations.id and what = 'closed') as closed,
        (select count(*) from messages where conversation_id = conversations.id and text_id = 'rating-prompt') as prompts
        from conversations join cases using (id) where id = $1`,
      [id],
    );
    const row = rows[0];
    if (row === undefined) wrong.push(`${id} is gone`);
    else
      wrong.push(
        ...wrongAnswers(
          id,
          answers.filter(({ conversationId }) => conversationId === id),
          row,
        ),
      );
  }
  return wrong;
}

function wrongAnswers(id: string, answers: readonly StaffAnswer[], row: Row): string[] {
  const wrong: string[] = [];
  const accepts = answers.filter(({ act }) => act === 'accept');
  const winners = accepts.filter(({ status }) => status === 200);
  const winner = winners[0]?.login ?? null;
  if (winners.length !== 1) wrong.push(`${winners.length} of ${accepts.length} were told that they have ${id}`);
  if (row.assignee !== winner || row.accepted !== '1') {
    wrong.push(`${winner} was told to have ${id}; it is ${row.assignee}'s and was accepted ${row.accepted} times`);
  }
  for (const { login, status, code, assignee, tries } of accepts) {
    const isLoser = status === 409 && code === 'already-accepted' && assignee === winner;
    if (status !== 200 && !isLoser)
      wrong.push(`${login}, who lost ${id}, was told ${status} ${code} ${assignee} in try ${tries}`);
  }
  for (const { login, status, code, tries } of answers.filter(({ act }) => act === 'close')) {
    if (status !== 200) wrong.push(`${login} closed ${id} and was told ${status} ${code} in try ${tries}`);
    const once = row.stage === 'closed' && row.closed === '1' && row.prompts === '1';
    if (!once)
      wrong.push(`${id} is ${row.stage}, was closed ${row.closed} times and asked for a rating ${row.prompts} times`);
  }
  return wrong;
}
