// Owns how an instant stands in a text: in the zone of the program, readable by machines too.
import { useSpokenTimes } from '../data/spoken-time.ts';

export function Moment({ at }: { at: string }) {
  const times = useSpokenTimes();
  return <time dateTime={at}>{times.dateTime(at)}</time>;
}
