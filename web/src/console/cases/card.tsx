import { type ReactNode, useId } from 'react';
import styles from './cases.module.css';

type Props = { title: ReactNode; aside?: ReactNode; tone?: 'bad' | 'brand'; children: ReactNode };

export function Card({ title, aside, tone, children }: Props) {
  const id = useId();
  return (
    <section className={styles.card} data-tone={tone} aria-labelledby={id}>
      <div className={styles.cardHead}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
