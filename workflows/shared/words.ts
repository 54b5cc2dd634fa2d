import { Temporal } from 'temporal-polyfill/implementation';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Todo } from '../../domain/timetable.ts';

/** `2031-03-03 10:00:00`, in a time zone. */
export function localTime(at: Instant, timeZone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: 'second' })}`;
}

/** People's tasks, one line each under a heading; empty when there are none. */
export function todoInWords(todos: readonly Todo[], timeZone: string): string[] {
  if (todos.length === 0) return [];
  return ['', `What people have to do, ${timeZone} time:`, ...todos.map((todo) => todoLine(todo, timeZone))];
}

function todoLine({ what, by, dueAt, overdue, rule }: Todo, timeZone: string): string {
  const who = typeof by === 'string' ? by : by.join(' or ');
  const until = dueAt === null ? 'as soon as possible' : `by ${localTime(dueAt, timeZone)}`;
  return `- ${overdue ? 'OVERDUE: ' : ''}${what.replaceAll('-', ' ')}, ${who}, ${until}${rule === null ? '' : ` (${rule})`}`;
}
