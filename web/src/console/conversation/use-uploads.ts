// Uploads end when the conversation is left: the browser cannot keep their bytes.
import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { LARGEST_BYTES } from '../../shared/file-rules.ts';
import { Uploads } from '../../shared/uploads.ts';
import { useProgram } from '../data/session.tsx';

/** `onCaptionBack` receives the caption of a refused file. Only the callback of the first render is used. */
export function useUploads(conversationId: string, onCaptionBack: (caption: string) => void): Uploads {
  const client = useQueryClient();
  const { attachmentKinds, attachmentExtensions } = useProgram();
  const [{ uploads, subscribe }] = useState(() => {
    const listeners = new Set<() => void>();
    const made = new Uploads({
      url: () => `/v1/conversations/${conversationId}/attachments`,
      headers: () => ({}),
      rules: { kinds: attachmentKinds, extensions: attachmentExtensions, largestBytes: LARGEST_BYTES },
      onCaptionBack,
      onChange: () => {
        for (const listener of listeners) listener();
      },
      onDone: () => void client.invalidateQueries({ queryKey: ['messages', conversationId] }),
    });
    return {
      uploads: made,
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  });
  useSyncExternalStore(subscribe, () => uploads.state());
  return uploads;
}
