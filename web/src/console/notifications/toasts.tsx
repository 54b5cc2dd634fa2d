// Owns the place of short notes on the screen. Refuses to cover what one types into.
import { useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import styles from './toasts.module.css';

export function Toasts() {
  const isNarrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  return (
    <Notifications
      className={styles.toasts}
      position={isNarrow ? 'top-center' : 'bottom-left'}
      // A dialog fills a phone: notes wait behind it, and its own problems stand in it.
      zIndex={isNarrow ? 150 : 400}
      limit={isNarrow ? 2 : 4}
      containerWidth={348}
    />
  );
}
