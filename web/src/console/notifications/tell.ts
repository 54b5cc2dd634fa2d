// Every note can also be closed with the keyboard or a screen reader.
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { newId } from '../../shared/ids.ts';

export type Note = {
  /** A function says it again when the language is changed; a text is taken away then. */
  message: string | (() => string);
  title?: () => string;
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
const shown = new Map<string, Note>();

export function tell(note: Note): void {
  const { id = newId(), about, isProblem = false, onClick } = note;
  if (about !== undefined) notesAbout.set(about, (notesAbout.get(about) ?? new Set()).add(id));
  shown.set(id, note);
  notifications.show({
    ...wordsOf(note),
    id,
    onClick,
    onClose: () => void shown.delete(id),
    color: isProblem ? 'red' : 'care',
    autoClose: isProblem ? PROBLEM_SHOWN_MS : SHOWN_MS,
  });
}

function wordsOf({ message, title }: Note) {
  return {
    message: typeof message === 'string' ? message : message(),
    title: title?.(),
    closeButtonProps: { 'aria-label': i18next.t('dismiss') },
  };
}

// A note is never left in the language that was spoken before.
i18next.on('languageChanged', () => {
  for (const [id, note] of shown) {
    if (typeof note.message === 'string') notifications.hide(id);
    else notifications.update({ id, ...wordsOf(note) });
  }
});

/** Removes the notes about a case. */
export function takeBack(about: string): void {
  for (const id of notesAbout.get(about) ?? []) notifications.hide(id);
  notesAbout.delete(about);
}
