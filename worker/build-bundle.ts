// The bundles are built before a container starts: its image has no compiler and is read-only.
import { ENCODED_FAILURES } from '../platform/payloads/data-converter.ts';
import { workflowBundle } from './bundle.ts';

await workflowBundle();
await workflowBundle({ failureConverterPath: ENCODED_FAILURES });
