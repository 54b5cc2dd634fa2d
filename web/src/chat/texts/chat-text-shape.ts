export type ChatTexts = {
  /** The page's language. Dates and numbers are written with `locale`. */
  language: string;
  locale: string;
  direction: 'ltr' | 'rtl';
  you: string;
  agent: string;
  bot: string;
  log: string;
  message: string;
  placeholder: string;
  send: string;
  /** `kinds` is a list such as `pdf, jpg`. */
  attach: (kinds: string) => string;
  accepted: (kinds: string) => string;
  chosen: string;
  captionPlaceholder: string;
  enlarge: string;
  close: string;
  dismiss: string;
  dropHere: string;
  choices: string;
  rating: (least: string, most: string) => string;
  /** Words for a scale of five scores; another scale has only the first and the last one. */
  scoreNames: readonly [string, string, string, string, string];
  rated: (score: number, most: string) => string;
  ratingOver: string;
  closed: string;
  earlier: string;
  newRequest: string;
  live: string;
  /** `who` is a person's name or the name of a role. */
  attendedBy: (who: string) => string;
  /** `opens` is a day and an hour in words. */
  outOfHours: (opens: string) => string;
  /** `kind` is what the program calls such a number, or `anyNumber`. */
  kept: (kind: string, number: string) => string;
  anyNumber: string;
  correctNumber: string;
  giveNumber: string;
  saveNumber: string;
  keepNumber: string;
  numberMissing: string;
  correctAnswers: string;
  saveAnswers: string;
  keepAnswers: string;
  answerMissing: string;
  noChat: string;
  connecting: string;
  down: string;
  starting: string;
  cannotStart: string;
  tryAgain: string;
  sending: string;
  waiting: string;
  sent: string;
  notSent: string;
  retry: string;
  takeBack: string;
  drop: string;
  left: (count: number) => string;
  tooLong: (count: number) => string;
  download: string;
  uploading: (percent: number) => string;
  unread: (count: number) => string;
  toNewest: string;
  today: string;
  yesterday: string;
  problems: Readonly<Record<string, string>>;
  unknownProblem: string;
};
