// Every note can also be closed with the keyboard or a screen reader.
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

export type Note = {
  message: string;
  title?: string;
  isProblem?: boolean;
  /** Notes with the same id are one note. */
  id?: string;
  /** The case. Its notes are removed when they are no longer true. */
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

/** Removes the notes about a case. */
export function takeBack(about: string): void {
  for (const id of notesAbout.get(about) ?? []) notifications.hide(id);
  notesAbout.delete(about);
}
