import { admin } from './admin.ts';
import { cases } from './cases.ts';
import { conversation } from './conversation.ts';
import { moves } from './moves.ts';
import { own } from './own-words.ts';
import { packageQuestions } from './package-questions.ts';
import { packages } from './packages.ts';
import { problems } from './problems.ts';
import { shell } from './shell.ts';
import { tickets } from './tickets.ts';
import { timeline } from './timeline.ts';

export const texts = {
  ...shell,
  ...conversation,
  ...moves,
  ...timeline,
  ...admin,
  ...cases,
  ...packages,
  ...packageQuestions,
  ...tickets,
  own,
  problems,
};
