import { usePeopleNames } from '../data/people-names.ts';
import { shownText } from '../data/shown-text.ts';
import styles from './cases.module.css';

export function PersonName({ login }: { login: string }) {
  const person = usePeopleNames();
  return <bdi className={styles.name}>{shownText(person(login))}</bdi>;
}
