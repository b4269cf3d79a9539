import { readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import {
  monitorEventLoopDelay,
  performance as nodePerformance,
} from 'node:perf_hooks';

const BLOCK_TICK_MS = 5;
const BLOCKED_MS = 50;

/** What this process uses, and where its time goes. */
export class Measuring {
  readonly #loop = monitorEventLoopDelay({ resolution: 10 });
  #session?: Session;
  #blocks?: { stop(): Array<{ from: number; to: number }> };

  constructor() {
    this.#loop.enable();
  }

  /** Since the start of the process, but for the event loop: since the last reset. */
  usage() {
    const { user, system } = process.cpuUsage();
    return {
      cpuS: (user + system) / 1e6,
      /** Seconds in which this process had nothing to do. */
      idleS: nodePerformance.eventLoopUtilization().idle / 1000,
      peakRssMb: peakRssKb() / 1024,
      loopMaxMs: this.#loop.max / 1e6,
      loopP99Ms: this.#loop.percentile(99) / 1e6,
    };
  }

  resetLoop(): void {
    this.#loop.reset();
  }

  /** Megabytes on the heap after a full collection. */
  heapMb(): number {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 2 ** 20;
  }

  async startProfile(): Promise<void> {
    const session = await this.#open();
    await session.post('Profiler.setSamplingInterval', { interval: 500 });
    await session.post('Profiler.start');
    this.#blocks = watchBlocks();
  }

  /** Writes the profile, and beside it the spells in which nothing else could run. */
  async stopProfile(file: string): Promise<void> {
    const blocks = this.#blocks?.stop() ?? [];
    const result = await this.#session?.post('Profiler.stop');
    await this.#close();
    writeFileSync(
      file,
      JSON.stringify({ ...(result?.profile ?? {}), stonegardenBlocks: blocks }),
    );
  }

  async startCounting(): Promise<void> {
    const session = await this.#open();
    await session.post('Profiler.startPreciseCoverage', { callCount: true });
  }

  /**
   * How often functions ran since counting began, asked of the JavaScript engine, so that no code has to count.
   *
   * @param names - of functions of this repository
   */
  async stopCounting(names: string[]): Promise<Record<string, number>> {
    const counts = Object.fromEntries(names.map(name => [name, 0]));
    const taken = await this.#session?.post('Profiler.takePreciseCoverage');
    for (const { url, functions } of taken?.result ?? []) {
      for (const { functionName, ranges } of functions) {
        if (functionName in counts && !url.includes('node_modules')) {
          counts[functionName] += ranges[0]?.count ?? 0;
        }
      }
    }
    await this.#session?.post('Profiler.stopPreciseCoverage');
    await this.#close();
    return counts;
  }

  async #open(): Promise<Session> {
    this.#session = new Session();
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    return this.#session;
  }

  async #close(): Promise<void> {
    await this.#session?.post('Profiler.disable');
    this.#session?.disconnect();
    this.#session = undefined;
  }
}

/** The most memory that this process ever had. What Node tells may be the parent's, taken over at the start. */
function peakRssKb(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

/** Spells without a turn of the event loop, in the profile's clock: microseconds. */
function watchBlocks() {
  const blocks: Array<{ from: number; to: number }> = [];
  const now = () => Number(process.hrtime.bigint() / 1000n);
  let last = now();
  const timer = setInterval(() => {
    const at = now();
    if (at - last > (BLOCKED_MS + BLOCK_TICK_MS) * 1000) {
      blocks.push({ from: last, to: at });
    }
    last = at;
  }, BLOCK_TICK_MS);
  return {
    stop() {
      clearInterval(timer);
      return blocks;
    },
  };
}
