import type pg from 'pg';
import { isObject, type Json } from '../runner/json.ts';
import type { Happenings } from '../runner/system.ts';

/** An instant as milliseconds since 1970, independent of the driver's setting for timestamps. */
export const milliseconds = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

const ENTRIES = `
select e.id::int, e.case_id, ${milliseconds('e.at')} as at, e.what, e.by, e.rule, e.details, n.text as note
from timeline_entries e left join case_notes n on n.id = e.note_id where e.id > $1 order by e.id`;

const MESSAGES = `
select m.conversation_id as case_id, m.seq, ${milliseconds('m.at')} as at, coalesce(m.login, m.author) as from, m.text,
  array(select a.name from attachments a where a.message_id = m.id order by a.at, a.id) as attachments
from messages m left join jsonb_each_text($1::jsonb) told on told.key = m.conversation_id::text
where m.seq > coalesce(told.value::int, 0) order by m.at, m.conversation_id, m.seq`;

const EFFECTS = `
select id, case_id, ${milliseconds('coalesce(sent_at, planned_at)')} as at, channel, recipient as to, text, status
from outbound_effects where status not in ('planned', 'sending') and not (id = any($1::uuid[])) order by planned_at, id`;

const NEXT = `
select case_id, ${milliseconds('next_at')} as at, steps -> 0 ->> 'what' as what, steps -> 0 ->> 'rule' as rule
from case_timetables order by next_at, case_id`;

type Of = { case_id: string; at: number };
type Entry = Of & { id: number; what: string; by: string; rule: string | null; details: Json; note: string | null };
type Message = Of & { seq: number; from: string; text: string; attachments: string[] };
type Effect = Of & { id: string; channel: string; to: string; text: string; status: string };
type Next = Of & { what: string; rule: string };

/** Each call returns what is new since the previous one: entries, messages and settled effects, oldest first. */
export function happeningsReader(client: pg.Client): () => Promise<Happenings> {
  let lastEntry = 0;
  const lastMessages = new Map<string, number>();
  const toldEffects: string[] = [];
  return async () => {
    const { rows: entries } = await client.query<Entry>(ENTRIES, [lastEntry]);
    const { rows: messages } = await client.query<Message>(MESSAGES, [
      JSON.stringify(Object.fromEntries(lastMessages)),
    ]);
    const { rows: effects } = await client.query<Effect>(EFFECTS, [toldEffects]);
    const { rows: next } = await client.query<Next>(NEXT);
    lastEntry = entries.at(-1)?.id ?? lastEntry;
    for (const { case_id, seq } of messages) lastMessages.set(case_id, Math.max(seq, lastMessages.get(case_id) ?? 0));
    toldEffects.push(...effects.map(({ id }) => id));
    return {
      entries: entries.map((entry) => ({
        ...place(entry),
        what: entry.what,
        by: entry.by,
        rule: entry.rule,
        details: withNote(entry.details, entry.note),
      })),
      messages: messages.map((message) => {
        const { from, text, attachments } = message;
        return { ...place(message), from, text, attachments };
      }),
      effects: effects.map((effect) => {
        const { channel, to, text, status } = effect;
        return { ...place(effect), channel, to, text, status };
      }),
      next: next.map((action) => ({ ...place(action), what: action.what, rule: action.rule })),
    };
  };
}

function place({ case_id, at }: Of): { caseId: string; at: Date } {
  return { caseId: case_id, at: new Date(at) };
}

/** A person's note about an entry is shown with it. */
function withNote(details: Json, note: string | null): Json {
  return note === null ? details : { ...(isObject(details) ? details : {}), note };
}
