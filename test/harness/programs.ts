// The programs that ship, as tests know them.
import { programNamed } from '../../programs/index.ts';

export const cdek = programNamed('cdek');
export const filkhedma = programNamed('filkhedma');

type CdekText =
  | 'banner'
  | 'greeting'
  | 'category-prompt'
  | 'acknowledgement'
  | 'no-answer-in-hours'
  | 'no-answer-out-of-hours'
  | 'rating-prompt'
  | 'absence-reply';

/** What cdek's customers read, by id. */
export const texts = cdek.texts as Readonly<Record<CdekText, string>>;
