// Limits each test file in time, closes what the harness has opened, and checks that nothing stays open.
import { relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TestEnvironment } from 'jest-environment-node';
import type { Opened } from './closing.ts';
import { keepCode } from './code-cache.ts';
import { limitFile } from './file-limit.ts';

// A connection that was just closed still exists for a moment.
const CLOSING_MS = 10_000;

// Node opens these at first use, which may be a warning in the middle of any file. Opened here, they belong to no file.
void [process.stdout, process.stderr];

keepCode();

export default class FileEnvironment extends TestEnvironment {
  readonly #before = openResources();
  #hasFailed = false;
  #openedBeforeTest = 0;

  constructor(...[config, context]: ConstructorParameters<typeof TestEnvironment>) {
    super(config, context);
    const { limitSeconds } = config.projectConfig.testEnvironmentOptions as { limitSeconds: number };
    limitFile({ name: relative(config.globalConfig.rootDir, context.testPath), limitMs: limitSeconds * 1000 });
  }

  async handleTestEvent({ name }: { name: string }): Promise<void> {
    if (name === 'error' || name.endsWith('_failure')) this.#hasFailed = true;
    if (name === 'test_start') this.#openedBeforeTest = this.#opened.length;
    if (name === 'test_done') await this.#close(this.#openedBeforeTest);
    if (name === 'run_finish') await this.#close(0);
  }

  override async teardown(): Promise<void> {
    try {
      await super.teardown();
      // A failed test may leave something open: that is no second fault.
      if (!this.#hasFailed) await this.#expectNothingOpen();
    } finally {
      limitFile(null);
    }
  }

  get #opened(): NonNullable<Opened['carelineOpened']> {
    return ((this.global as Opened).carelineOpened ??= []);
  }

  /** Closes everything that was opened after the first ones, latest first. */
  async #close(first: number): Promise<void> {
    for (const close of this.#opened.splice(first).toReversed()) {
      await close().catch((error: unknown) => {
        if (!this.#hasFailed) throw error;
      });
    }
  }

  async #expectNothingOpen(): Promise<void> {
    let left = this.#left();
    for (const giveUpAt = performance.now() + CLOSING_MS; left.length > 0 && performance.now() < giveUpAt;) {
      await pause(10);
      left = this.#left();
    }
    if (left.length > 0) throw new Error(`This file leaves something open behind it: ${left.join(', ')}. Close it.`);
  }

  #left(): string[] {
    return Object.entries(openResources()).flatMap(([kind, count]) =>
      Array<string>(Math.max(0, count - (this.#before[kind] ?? 0))).fill(kind),
    );
  }
}

/** Whatever keeps this process from ending, by Node's name, with its number. */
function openResources(): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counted[kind] = (counted[kind] ?? 0) + 1;
  return counted;
}
