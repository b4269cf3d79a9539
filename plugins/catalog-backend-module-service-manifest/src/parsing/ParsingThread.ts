import type { LoggerService } from '@backstage/backend-plugin-api';
import { chunk } from 'lodash';
import { pool, type Pool } from 'workerpool';
import { describeError } from '../describeError';
import { compact, type ParseSettings } from './parseManifest';
import {
  type ParsedService,
  parseService,
  type ServiceFiles,
} from './parseService';

/** With fewer services to parse, a thread is not worth starting. */
const THREAD_FROM = 150;

/** Services that are sent to the thread at a time; what comes back is taken over in one go. */
const BATCH = 100;

/** Far more than that many services take on a busy machine. */
const TIMEOUT_MS = 60_000;

const SCRIPT =
  '@stonegarden/backstage-plugin-catalog-backend-module-service-manifest/parsingThread';

/**
 * Reads the files of services: of many of them in a second thread, since the catalog's engine needs the first one for
 * itself. There is one thread for all sources, and it only runs while it is used.
 *
 * @internal
 */
export class ParsingThread {
  readonly #logger: LoggerService;
  readonly #script: () => string;
  #pool?: Pool;
  #users = 0;
  /** Whether it failed those who use it now. */
  #hasFailed = false;

  /** @param script - where the thread's program is */
  constructor(
    logger: LoggerService,
    script: () => string = () => require.resolve(SCRIPT),
  ) {
    this.#logger = logger;
    this.#script = script;
  }

  /** Reads services, in their order; where the thread cannot be used, without it. */
  async *parse(
    services: ServiceFiles[],
    settings: ParseSettings,
  ): AsyncGenerator<ParsedService[], void, void> {
    // A source's settings have functions, which cannot be sent.
    const { apiGroup, layers, imageRules, annotations } = settings;
    const isUsed = services.length >= THREAD_FROM;
    if (isUsed) {
      this.#open();
    }
    try {
      for (const batch of chunk(services, BATCH)) {
        const texts = isUsed
          ? await this.#exec(batch, {
              apiGroup,
              layers,
              imageRules,
              annotations,
            })
          : undefined;
        yield texts
          ? texts.map((text): ParsedService => JSON.parse(text))
          : batch.map(one => compact(parseService(one, settings)));
      }
    } finally {
      if (isUsed) {
        this.#close();
      }
    }
  }

  async #exec(
    services: ServiceFiles[],
    settings: ParseSettings,
  ): Promise<string[] | undefined> {
    try {
      return await this.#pool
        ?.exec('parse', [services, settings])
        .timeout(TIMEOUT_MS);
    } catch (error) {
      this.#giveUp(error);
      return undefined;
    }
  }

  #open(): void {
    this.#users += 1;
    if (!this.#hasFailed && !this.#pool) {
      try {
        this.#pool = pool(this.#script(), {
          workerType: 'thread',
          minWorkers: 1,
          maxWorkers: 1,
        });
      } catch (error) {
        this.#giveUp(error);
      }
    }
  }

  #close(): void {
    this.#users -= 1;
    if (this.#users === 0) {
      this.#end();
      this.#hasFailed = false;
    }
  }

  #giveUp(error: unknown): void {
    if (!this.#hasFailed) {
      this.#hasFailed = true;
      this.#logger.warn(
        `Service manifests are read in the main thread, which slows down everything else, because a thread of their own failed: ${describeError(
          error,
        )}`,
      );
    }
    this.#end();
  }

  #end(): void {
    // Nobody waits for it to end.
    this.#pool?.terminate(true);
    this.#pool = undefined;
  }
}
