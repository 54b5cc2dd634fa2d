export type BulkKind = 'take' | 'assign' | 'wait' | 'close';

export type BulkCommand =
  | { kind: 'take' }
  | { kind: 'assign'; login: string }
  | { kind: 'wait'; until: string }
  | { kind: 'close'; result: string; note?: string };
