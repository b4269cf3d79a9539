import express, {
  type ErrorRequestHandler,
  type Request,
  type Response,
  type Router,
} from 'express';
import createRouter from 'express-promise-router';
import { bearsToken } from '../http/tokens';
import { requestProblem } from '../http/requestProblem';
import { evaluatePromql, type Sample } from './evaluatePromql';
import { parsePromql } from './parsePromql';
import { PromError } from './PromError';
import type { RecordedSeries } from './recordedSeries';

const format = (value: number) => String(value);

function succeed(response: Response, data: object): void {
  response.json({ status: 'success', data });
}

/** Prometheus' own limit. */
const MAX_POINTS = 11_000;

/**
 * What the API is made from.
 *
 * @internal
 */
export interface PrometheusServer {
  token: string;
  /** The series of the rules that are in Git now. */
  series(): Promise<RecordedSeries[]>;
  now(): Date;
}

/**
 * The part of Prometheus' HTTP API that reads numbers: `/api/v1/query` and `/api/v1/query_range`, by GET and by POST, behind a
 * proxy that asks for the sandbox's token.
 *
 * @internal
 */
export function createPrometheusApi(
  server: PrometheusServer,
  report: (error: unknown) => void,
): Router {
  const router = createRouter();
  router.get(['/-/healthy', '/-/ready'], (request, response) => {
    response
      .type('text/plain')
      .send(`Prometheus Server is ${request.path.slice(3, -1)}y.\n`);
  });

  router.use('/api', express.urlencoded({ extended: false, limit: '1mb' }));
  router.use('/api', (request, response, next) => {
    if (bearsToken(request, server.token)) {
      next();
      return;
    }
    response
      .status(401)
      .set('WWW-Authenticate', 'Bearer')
      .send('Unauthorized\n');
  });

  router.all('/api/v1/query', async (request, response) => {
    const parameter = parametersOf(request);
    const time = readTime('time', parameter('time'), server.now());
    const expression = parsePromql(parameter('query') ?? '');
    const result = evaluatePromql(expression, await server.series(), time);
    succeed(
      response,
      typeof result === 'number'
        ? { resultType: 'scalar', result: [time, format(result)] }
        : {
            resultType: 'vector',
            result: result.map(({ metric, value }) => ({
              metric,
              value: [time, format(value)],
            })),
          },
    );
  });

  router.all('/api/v1/query_range', async (request, response) => {
    const parameter = parametersOf(request);
    const start = readTime('start', parameter('start'));
    const end = readTime('end', parameter('end'));
    const step = readStep(parameter('step'));
    if (end < start) {
      throw new PromError(
        'bad_data',
        'invalid parameter "end": end timestamp must not be before start time',
      );
    }
    if ((end - start) / step > MAX_POINTS) {
      throw new PromError(
        'bad_data',
        'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
      );
    }
    const expression = parsePromql(parameter('query') ?? '');
    const series = await server.series();
    const found = new Map<
      string,
      { metric: Sample['metric']; values: Array<[number, string]> }
    >();
    for (let index = 0; start + index * step <= end + 1e-6; index += 1) {
      const time = Number((start + index * step).toFixed(3));
      const result = evaluatePromql(expression, series, time);
      const samples =
        typeof result === 'number' ? [{ metric: {}, value: result }] : result;
      for (const { metric, value } of samples) {
        const key = JSON.stringify(metric);
        const known = found.get(key) ?? { metric, values: [] };
        known.values.push([time, format(value)]);
        found.set(key, known);
      }
    }
    succeed(response, { resultType: 'matrix', result: [...found.values()] });
  });

  router.use('/api', (_request, response) => {
    response.status(404).type('text/plain').send('404 page not found\n');
  });
  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof PromError) {
      const { status, errorType, message } = error;
      response
        .status(status)
        .json({ status: 'error', errorType, error: message });
      return;
    }
    const problem = requestProblem(error);
    if (!problem) {
      report(error);
    }
    response.status(problem ?? 500).json({
      status: 'error',
      errorType: problem ? 'bad_data' : 'internal',
      error: problem ? 'the request cannot be read' : 'internal error',
    });
  };
  router.use(onError);
  return router;
}

/** Of the body or of the address, as Prometheus takes them; the body comes first. */
function parametersOf(request: Request) {
  return (name: string): string | undefined => {
    const value = request.body?.[name] ?? request.query[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
}

function readTime(name: string, text: string | undefined, now?: Date): number {
  if (text === undefined && now) {
    return now.getTime() / 1000;
  }
  const seconds =
    text !== undefined && /^-?\d+(\.\d+)?$/.test(text)
      ? Number(text)
      : Date.parse(text ?? '') / 1000;
  if (!Number.isFinite(seconds)) {
    throw new PromError(
      'bad_data',
      `invalid parameter "${name}": cannot parse "${
        text ?? ''
      }" to a valid timestamp`,
    );
  }
  return seconds;
}

function readStep(text: string | undefined): number {
  const [, amount, unit = 's'] =
    /^(\d+(?:\.\d+)?)(ms|[smhd])?$/.exec(text ?? '') ?? [];
  if (amount === undefined) {
    throw new PromError(
      'bad_data',
      `invalid parameter "step": cannot parse "${
        text ?? ''
      }" to a valid duration`,
    );
  }
  const seconds =
    Number(amount) * { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 }[unit]!;
  if (seconds <= 0) {
    throw new PromError(
      'bad_data',
      'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  }
  return seconds;
}
