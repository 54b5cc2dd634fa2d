// Owns an open request's files on their way. Refuses to go on with them once the request is left: bytes are not kept.
import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { Uploads } from '../../shared/uploads.ts';

export function useUploads(conversationId: string): Uploads {
  const client = useQueryClient();
  const [{ uploads, subscribe }] = useState(() => {
    const listeners = new Set<() => void>();
    const made = new Uploads({
      url: () => `/v1/conversations/${conversationId}/attachments`,
      headers: () => ({}),
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
  useSyncExternalStore(subscribe, () => uploads.items());
  return uploads;
}
