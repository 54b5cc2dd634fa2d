// Owns how failures are written while payloads are encrypted: message and stack trace are payloads too, and leave with them.
// Loaded by its path, inside the workflow bundle and outside.
import { DefaultFailureConverter } from '@temporalio/common';

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
