/**
 * `durable: false` gives up safety of the data for speed, for tests. Without a port a free one is taken. `onLine` gets
 * each line of PostgreSQL's log.
 */
export type PostgresOptions = { dataDir: string; port?: number; durable?: boolean; onLine?: (line: string) => void };
