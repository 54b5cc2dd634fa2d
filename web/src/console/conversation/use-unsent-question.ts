// Owns which question is open about a request, and the one before it: whether an unsent reply may be left behind.
import { useState } from 'react';
import type { Dialog } from '../moves/move-dialogs.tsx';
import { type Unsent, unsentNow } from './unsent.ts';

// After these the reply is no longer one's own to send.
const lettingGo: readonly Dialog[] = ['close', 'transfer', 'assign', 'release'];

export function useUnsentQuestion() {
  const [dialog, setDialog] = useState<Dialog>(null);
  const [unsent, setUnsent] = useState<Unsent | null>(null);
  return {
    dialog,
    /** What is shown before the dialog opens, or `null`. */
    unsent,
    ask: (wanted: Dialog) => {
      setUnsent(lettingGo.includes(wanted) ? unsentNow() : null);
      setDialog(wanted);
    },
    goOn: () => setUnsent(null),
    back: () => {
      setDialog(null);
      setUnsent(null);
      // The next thing to do is to send it.
      setTimeout(() => document.querySelector<HTMLElement>('[data-reply]')?.focus());
    },
  };
}
