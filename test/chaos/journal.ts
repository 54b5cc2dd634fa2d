/** A message that the API has acknowledged. */
export type Acknowledged = { id: string; conversationId: string; text: string };

/** A person who writes, one message after the other. */
export type Sender = {
  name: string;
  /** In the order in which they were written. */
  acknowledged: Acknowledged[];
  /** Messages that had to be sent more than once. */
  resent: number;
};

/** A conversation and its customer. */
export type Request = {
  sender: Sender;
  conversationId: string;
  token: string;
  category: string;
  /** The instant from which the ladder counts, for a seeded conversation; `null` for one opened over HTTP. */
  seededSince: string | null;
};

/** A request of a member of staff, and the API's final answer. */
export type StaffAnswer = {
  conversationId: string;
  login: string;
  act: 'accept' | 'close';
  status: number;
  code: string | null;
  assignee: string | null;
  tries: number;
  /** Milliseconds until the answer was definite. */
  waitedMs: number;
  /** When it was definite, by this process's clock. */
  at: number;
};

/** A part that was down, from the kill until the whole system served again. Milliseconds of this process's clock. */
export type Outage = { part: string; from: number; until: number };

export type Journal = {
  requests: Request[];
  senders: Sender[];
  answers: StaffAnswer[];
  outages: Outage[];
  /** When each ladder step was first seen in the database, by this process's clock; the key is `<conversation>/<what>`. */
  seen: Map<string, number>;
  /** Faults during the run. */
  broken: string[];
};

export function emptyJournal(): Journal {
  return { requests: [], senders: [], answers: [], outages: [], seen: new Map(), broken: [] };
}

export function newSender(journal: Journal, name: string): Sender {
  const sender: Sender = { name, acknowledged: [], resent: 0 };
  journal.senders.push(sender);
  return sender;
}
