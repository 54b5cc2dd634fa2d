import type { Static } from 'typebox';
import {
  type DayHours,
  endsOnNextDay,
  openingsOfWeekday,
  type WorkingHours,
} from '../../domain/calendar/working-hours.ts';
import type { Program } from '../schemas/program.ts';

type Fields = Pick<Static<typeof Program>, 'workingWeek' | 'hours'>;

/** A program's opening hours, whole and as one span a day; empty where it has none. */
export function programHours(hours: WorkingHours | undefined): Fields {
  if (hours === undefined) return { workingWeek: [], hours: null };
  return { workingWeek: workingWeekView(hours), hours: hoursView(hours) };
}

function hoursView({ week, dates = {}, holidays }: WorkingHours): Fields['hours'] {
  return {
    week: week.map((day) => inOrder(openingsOfWeekday(day))),
    dates: Object.entries(dates)
      .map(([date, openings]) => ({ date, openings: inOrder(openings) }))
      .toSorted((one, other) => (one.date < other.date ? -1 : 1)),
    holidays: [...holidays],
  };
}

// From the first opening of a day to its last closing.
function workingWeekView({ week }: WorkingHours): Fields['workingWeek'] {
  return week.map((day) => {
    const openings = openingsOfWeekday(day);
    const [first] = inOrder(openings);
    const last = openings.toSorted((one, other) => (closingOrder(one) < closingOrder(other) ? -1 : 1)).at(-1);
    return first === undefined || last === undefined ? null : { opens: first.opens, closes: last.closes };
  });
}

function inOrder(openings: readonly DayHours[]): DayHours[] {
  return openings.toSorted((one, other) => (one.opens < other.opens ? -1 : 1));
}

function closingOrder(opening: DayHours): string {
  return `${endsOnNextDay(opening) ? 1 : 0} ${opening.closes === '24:00' ? '00:00' : opening.closes}`;
}
