// Owns short notes on the screen. Refuses one that cannot be put away by somebody who does not see it.
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

export type Note = {
  message: string;
  title?: string;
  isProblem?: boolean;
  /** Notes of one id are one note. */
  id?: string;
  onClick?: () => void;
};

const SHOWN_MS = 6_000;
const PROBLEM_SHOWN_MS = 10_000;

export function tell({ message, title, isProblem = false, id, onClick }: Note): void {
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
