// Owns asking the Temporal SDK to download one of its programs into a folder. Runs as a process of its own, under Node 24.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [which, downloadDir] = process.argv.slice(2);
const server = {
  executable: { type: /** @type {const} */ ('cached-download'), ...(downloadDir ? { downloadDir } : {}) },
};

// The SDK has no download without a start; the started server is stopped at once.
try {
  const environment =
    which === 'temporal'
      ? await TestWorkflowEnvironment.createLocal({ server })
      : await TestWorkflowEnvironment.createTimeSkipping({ server });
  await environment.teardown();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`);
  process.exitCode = 1;
}
