// Before a conversation is given up, this asks whether an unsent reply may be left behind.
import { useState } from 'react';
import type { Dialog } from '../moves/move-dialogs.tsx';
import { type Unsent, unsentNow } from './unsent.ts';

// After these dialogs the person may no longer send the reply.
const lettingGo: readonly Dialog[] = ['close', 'transfer', 'assign', 'release'];

export function useUnsentQuestion() {
  const [dialog, setDialog] = useState<Dialog>(null);
  const [unsent, setUnsent] = useState<Unsent | null>(null);
  return {
    dialog,
    /** Shown before the dialog opens, or `null`. */
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
