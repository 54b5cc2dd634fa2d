// Owns how a person of the centre is shown in a text: by name, of whatever direction and length.
import { usePeopleNames } from '../data/people-names.ts';
import { shownText } from '../data/shown-text.ts';
import styles from './cases.module.css';

export function PersonName({ login }: { login: string }) {
  const person = usePeopleNames();
  return <bdi className={styles.name}>{shownText(person(login))}</bdi>;
}
