// Owns the building of the workflow bundle before a container starts: its image carries no compiler and is read-only.
import { workflowBundle } from './bundle.ts';

await workflowBundle();
