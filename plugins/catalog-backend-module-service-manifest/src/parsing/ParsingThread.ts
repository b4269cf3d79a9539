import type { LoggerService } from '@backstage/backend-plugin-api';
import { pool, type Pool } from 'workerpool';
import { describeError } from '../describeError';
import type { ParseSettings } from './parseManifest';
import type { ServiceFiles } from './parseService';

/** Far more than a hundred services take on a busy machine. */
const TIMEOUT_MS = 60_000;

const SCRIPT =
  '@stonegarden/backstage-plugin-catalog-backend-module-service-manifest/parsingThread';

/**
 * A second thread that reads the files of many services, since the catalog's engine needs the first one for itself. There
 * is one for all sources, and it only runs while somebody uses it.
 *
 * @internal
 */
export class ParsingThread {
  private pool?: Pool;
  private users = 0;
  /** Whether it failed those who use it now. */
  private hasFailed = false;

  constructor(
    private readonly logger: LoggerService,
    /** Where the thread's program is. */
    private readonly script: () => string = () => require.resolve(SCRIPT),
  ) {}

  /** Starts the thread, unless it runs. Whoever calls this also calls `close`. */
  open(): void {
    this.users += 1;
    if (!this.hasFailed && !this.pool) {
      try {
        this.pool = pool(this.script(), {
          workerType: 'thread',
          minWorkers: 1,
          maxWorkers: 1,
        });
      } catch (error) {
        this.giveUp(error);
      }
    }
  }

  /** Ends the thread when nobody else uses it. */
  close(): void {
    this.users -= 1;
    if (this.users === 0) {
      this.end();
      this.hasFailed = false;
    }
  }

  /**
   * Reads services, in their order.
   *
   * @returns JSON of a ParsedService for each; undefined when there is no thread to do it
   */
  async parse(
    services: ServiceFiles[],
    settings: ParseSettings,
  ): Promise<string[] | undefined> {
    if (!this.pool) {
      return undefined;
    }
    try {
      // A source's settings have functions, which cannot be sent.
      const { apiGroup, layers } = settings;
      return await this.pool
        .exec('parse', [services, { apiGroup, layers }])
        .timeout(TIMEOUT_MS);
    } catch (error) {
      this.giveUp(error);
      return undefined;
    }
  }

  private giveUp(error: unknown): void {
    if (!this.hasFailed) {
      this.hasFailed = true;
      this.logger.warn(
        `There is no thread of its own for service manifests, reading them slows the rest: ${describeError(
          error,
        )}`,
      );
    }
    this.end();
  }

  private end(): void {
    // Nobody waits for it to end.
    this.pool?.terminate(true);
    this.pool = undefined;
  }
}
