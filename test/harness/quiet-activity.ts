// Owns the running of an activity outside of a worker, as far as it needs its context, without its log lines.
import { MockActivityEnvironment } from '@temporalio/testing';

const says = () => undefined;
const logger = { log: says, trace: says, debug: says, info: says, warn: says, error: says };

export function quietly<Result>(activity: () => Promise<Result>): Promise<Result> {
  return new MockActivityEnvironment({}, { logger }).run(activity);
}
