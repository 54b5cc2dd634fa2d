// An instant in the program's time zone, also readable by machines.
import { useSpokenTimes } from '../data/spoken-time.ts';

export function Moment({ at }: { at: string }) {
  const times = useSpokenTimes();
  return <time dateTime={at}>{times.dateTime(at)}</time>;
}
