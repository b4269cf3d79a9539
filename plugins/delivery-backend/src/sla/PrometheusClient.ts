import { Agent, fetch, type Response } from 'undici';
import { z } from 'zod';
import {
  PrometheusProtocolError,
  PrometheusStatusError,
  PrometheusUnreachableError,
} from './prometheusErrors';
import type { PrometheusConnection } from './readPrometheusConfig';

/** A series of 120 points is about 5 KB. */
const MAX_BYTES = 1024 * 1024;
/** Requests to one Prometheus at a time; the others wait for their turn within their own time. */
const CONNECTIONS = 6;
/** How long a Prometheus that could not be reached is not asked again, so that not every page waits for it. */
const PAUSE_MS = 10_000;
/** How far the times of an answer may be from those asked for, which it has in milliseconds. */
const TOLERANCE_SECONDS = 0.5;

const sample = z.tuple([z.number(), z.string()]);
const answerSchema = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.object({
      resultType: z.literal('vector'),
      result: z.array(z.object({ value: sample.optional() })),
    }),
    z.object({
      resultType: z.literal('matrix'),
      result: z.array(z.object({ values: z.array(sample).optional() })),
    }),
    z.object({ resultType: z.literal('scalar'), result: sample }),
  ]),
});
const errorSchema = z.object({ errorType: z.string(), error: z.string() });

const seconds = (date: Date) => String(date.getTime() / 1000);

type Data = z.infer<typeof answerSchema>['data'];

/**
 * Asks one Prometheus, or what speaks as it does, by its HTTP API. Within its timeout a request that found no connection is sent
 * once more; redirects are not followed. Throws one of the errors of `prometheusErrors`.
 */
export class PrometheusClient {
  readonly #connection: PrometheusConnection;
  readonly #agent: Agent;
  readonly #now: () => number;
  #pausedUntil = 0;

  constructor(
    connection: PrometheusConnection,
    options: { now?: () => number } = {},
  ) {
    this.#connection = connection;
    this.#now = options.now ?? Date.now;
    this.#agent = new Agent({
      connections: CONNECTIONS,
      connect: connection.ca ? { ca: connection.ca } : undefined,
    });
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  /** The one number that a query gives; undefined where it gives none, or none that is finite. */
  async query(query: string, at: Date): Promise<number | undefined> {
    const data = await this.#ask('query', { query, time: seconds(at) });
    if (data.resultType === 'matrix') {
      throw new PrometheusProtocolError('the query gives a range');
    }
    const value =
      data.resultType === 'scalar' ? data.result : onlyOne(data.result)?.value;
    return value && toNumber(value[1]);
  }

  /** The numbers that a query gives at times that are equally far apart, in their order. */
  async queryRange(
    query: string,
    times: readonly Date[],
    stepSeconds: number,
  ): Promise<Array<number | undefined>> {
    const data = await this.#ask('query_range', {
      query,
      start: seconds(times[0]),
      end: seconds(times[times.length - 1]),
      step: String(stepSeconds),
    });
    if (data.resultType !== 'matrix') {
      throw new PrometheusProtocolError('the query gives no range');
    }
    const values = onlyOne(data.result)?.values ?? [];
    let next = 0;
    return times.map(time => {
      const wanted = time.getTime() / 1000;
      while (
        next < values.length &&
        values[next][0] < wanted - TOLERANCE_SECONDS
      ) {
        next += 1;
      }
      const value = values[next];
      return value && value[0] <= wanted + TOLERANCE_SECONDS
        ? toNumber(value[1])
        : undefined;
    });
  }

  async #ask(
    path: 'query' | 'query_range',
    form: Record<string, string>,
  ): Promise<Data> {
    if (this.#now() < this.#pausedUntil) {
      throw new PrometheusUnreachableError('it could not be reached just now');
    }
    const signal = AbortSignal.timeout(this.#connection.timeoutMs);
    try {
      const response = await this.#post(path, form, signal).catch(error => {
        if (signal.aborted) {
          throw error;
        }
        return this.#post(path, form, signal);
      });
      const text = await readText(response);
      if (!response.ok) {
        throw new PrometheusStatusError(response.status, describe(text));
      }
      return parseAnswer(text);
    } catch (error) {
      if (
        error instanceof PrometheusStatusError ||
        error instanceof PrometheusProtocolError
      ) {
        throw error;
      }
      this.#pausedUntil = this.#now() + PAUSE_MS;
      throw new PrometheusUnreachableError(
        signal.aborted
          ? `it did not answer within ${this.#connection.timeoutMs} ms`
          : 'no connection can be made',
        { cause: error },
      );
    }
  }

  #post(
    path: string,
    form: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Response> {
    const { url, authorization, timeoutMs } = this.#connection;
    return fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
        ...(authorization ? { Authorization: authorization } : {}),
      },
      // So that Prometheus does not work on for somebody who has left
      body: new URLSearchParams({
        ...form,
        timeout: `${timeoutMs}ms`,
      }).toString(),
      // A redirect is a login page or a wrong address; following one could hand the token to somebody else.
      redirect: 'error',
      signal,
      dispatcher: this.#agent,
    });
  }
}

/** `NaN`, `+Inf` and `-Inf` are how Prometheus says that there is nothing to say. */
function toNumber(text: string): number | undefined {
  const value = Number(text);
  return text !== '' && Number.isFinite(value) ? value : undefined;
}

function onlyOne<T>(result: T[]): T | undefined {
  if (result.length > 1) {
    throw new PrometheusProtocolError(
      `the query gives ${result.length} series; it must give one`,
    );
  }
  return result[0];
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) {
      // Leaving the loop early cancels the body, and with it the connection.
      throw new PrometheusProtocolError(
        `its answer is larger than ${MAX_BYTES} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseAnswer(text: string): Data {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new PrometheusProtocolError('its answer is not JSON');
  }
  const answer = answerSchema.safeParse(body);
  if (!answer.success) {
    throw new PrometheusProtocolError(
      'its answer is not one of the Prometheus API',
    );
  }
  return answer.data.data;
}

/** What an answer says is wrong, in Prometheus' own words. */
function describe(text: string): string {
  try {
    const { errorType, error } = errorSchema.parse(JSON.parse(text));
    return `${errorType}: ${error}`;
  } catch {
    return 'no reason given';
  }
}
