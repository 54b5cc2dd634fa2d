// Owns what people were told during chaos: every acknowledged message, every definite answer. Refuses to judge.

/** A message that the API has acknowledged. */
export type Acknowledged = { id: string; conversationId: string; text: string };

/** Somebody who writes, one message after the other. */
export type Sender = {
  name: string;
  /** In the order in which they were written. */
  acknowledged: Acknowledged[];
  /** Messages that had to be sent more than once. */
  resent: number;
};

/** A request and its customer. */
export type Request = {
  sender: Sender;
  conversationId: string;
  token: string;
  category: string;
  /** The instant from which the ladder counts, where it was seeded; `null` for one that was opened over HTTP. */
  seededSince: string | null;
};

/** What somebody of the staff asked for, and what the API answered in the end. */
export type StaffAnswer = {
  conversationId: string;
  login: string;
  act: 'accept' | 'close';
  status: number;
  code: string | null;
  assignee: string | null;
  tries: number;
  /** Until the answer was definite. */
  waitedMs: number;
  /** When it was definite, by our clock. */
  at: number;
};

/** A part that was down, from the kill until the whole house served again; milliseconds of our clock. */
export type Outage = { part: string; from: number; until: number };

export type Journal = {
  requests: Request[];
  senders: Sender[];
  answers: StaffAnswer[];
  outages: Outage[];
  /** When each ladder step was first seen in the database, by our clock; keyed `<conversation>/<what>`. */
  seen: Map<string, number>;
  /** What went wrong while it ran. */
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
