import type { Intake } from '../shared/intakes.ts';
import type { Poster } from '../shared/load.ts';

export type Chooser = (intake: Intake) => Promise<void>;

export function chooser(post: Poster): Chooser {
  return async ({ id, token }) => {
    const headers = { authorization: `Bearer ${token}` };
    const body = { choice: 'order', clientMessageId: id };
    const { status, text } = await post(`/v1/conversations/${id}/messages`, body, headers);
    if (status !== 201) throw new Error(`a choice was answered ${status} ${text}`);
  };
}

export function bareChooser(post: Poster): Chooser {
  return async ({ id }) => {
    const { status, text } = await post(`/choices/${id}`, { choice: 'order' });
    if (status !== 201) throw new Error(`a bare choice was answered ${status} ${text}`);
  };
}
