// Runs an activity outside of a worker, with the context that it needs and without log lines.
import { MockActivityEnvironment } from '@temporalio/testing';

const says = () => undefined;
const logger = { log: says, trace: says, debug: says, info: says, warn: says, error: says };

export function quietly<Result>(activity: () => Promise<Result>): Promise<Result> {
  return new MockActivityEnvironment({}, { logger }).run(activity);
}
