// Colour only repeats what the word says.
import type { ReactNode } from 'react';
import type { IconName } from '../shell/icon-drawings.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './cases.module.css';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'brand';

export function Chip({ tone = 'plain', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={styles.chip} data-tone={tone}>
      {icon !== undefined && <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}
