import { useEffect } from 'react';
import { shownText } from '../data/shown-text.ts';

let screen = '';
let calling = 0;

function write(): void {
  document.title = `${calling > 0 ? `(${calling}) ` : ''}${shownText(screen)} · Careline`;
}

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    screen = title;
    write();
  }, [title]);
}

/** Shows the number in the title while the component is on screen; zero is not shown. */
export function useTitleCount(count: number): void {
  useEffect(() => {
    calling = count;
    write();
    return () => {
      calling = 0;
      write();
    };
  }, [count]);
}
