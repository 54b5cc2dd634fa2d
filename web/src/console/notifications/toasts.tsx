// The page makes space for notes, so that they cover nothing.
import { useDirection } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import styles from './toasts.module.css';

/** Tells the stylesheets the present height of the notes, with the gap to the page. */
function useRoomForNotes(position: string) {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const notes = around.current?.querySelector(`[data-position='${position}']`);
    if (notes === null || notes === undefined) return;
    const root = document.documentElement;
    const observer = new ResizeObserver(() => {
      const height = notes.getBoundingClientRect().height;
      root.style.setProperty('--room-for-notes', height === 0 ? '0px' : `${Math.ceil(height) + GAP_PX}px`);
    });
    observer.observe(notes);
    return () => {
      observer.disconnect();
      root.style.removeProperty('--room-for-notes');
    };
  }, [position]);
  return around;
}

// Above and below the notes together.
const GAP_PX = 16;

export function Toasts() {
  const isNarrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  const { dir } = useDirection();
  // Below the list, on either side. On a phone at the top, so that the reply keeps its place.
  const atDesk = dir === 'rtl' ? 'bottom-right' : 'bottom-left';
  const position = isNarrow ? 'top-center' : atDesk;
  return (
    <div ref={useRoomForNotes(position)}>
      <Notifications
        className={styles.toasts}
        position={position}
        withinPortal={false}
        // Behind dialogs, menus and open lists: these show their own problems, and the bell keeps the news.
        zIndex={150}
        limit={isNarrow ? 2 : 3}
        containerWidth={348}
      />
    </div>
  );
}
