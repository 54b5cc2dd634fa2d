// With encrypted payloads, failure messages and stack traces are encrypted too.
// This module is loaded by its path, inside the workflow bundle and outside.
import { DefaultFailureConverter } from '@temporalio/common';

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
