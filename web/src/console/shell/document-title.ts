// Owns the title of the browser's tab. Refuses to know the screens.
import { useEffect } from 'react';

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Careline`;
  }, [title]);
}
