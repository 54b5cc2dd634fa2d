const MINUTE = 60_000;

export type Minute = { at: number; date: string; time: string; weekday: number };

/** Every minute of several days, with the local time of that minute as Intl knows it. */
export function walk(timeZone: string, begin: number, days: number): Minute[] {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return Array.from({ length: days * 1_440 }, (_, minute) => {
    const at = begin + minute * MINUTE;
    const [date = '', time = ''] = clock.format(at).split(' ');
    return { at, date, time, weekday: (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7 };
  });
}
