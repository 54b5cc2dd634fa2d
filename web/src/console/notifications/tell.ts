// Owns short notes on the screen. Refuses one that cannot be put away by somebody who does not see it.
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

export type Note = {
  message: string;
  title?: string;
  isProblem?: boolean;
  /** Notes of one id are one note. */
  id?: string;
  /** The case; its notes are put away when what they say is no longer so. */
  about?: string;
  onClick?: () => void;
};

const SHOWN_MS = 6_000;
const PROBLEM_SHOWN_MS = 10_000;

const notesAbout = new Map<string, Set<string>>();

export function tell({ message, title, isProblem = false, id, about, onClick }: Note): void {
  if (about !== undefined && id !== undefined) notesAbout.set(about, (notesAbout.get(about) ?? new Set()).add(id));
  notifications.show({
    message,
    title,
    id,
    onClick,
    color: isProblem ? 'red' : 'care',
    autoClose: isProblem ? PROBLEM_SHOWN_MS : SHOWN_MS,
    closeButtonProps: { 'aria-label': i18next.t('dismiss') },
  });
}

/** Puts the notes about a case away. */
export function takeBack(about: string): void {
  for (const id of notesAbout.get(about) ?? []) notifications.hide(id);
  notesAbout.delete(about);
}
