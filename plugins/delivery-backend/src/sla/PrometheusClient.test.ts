import { PrometheusStub } from '../__testUtils__/PrometheusStub';
import { PrometheusClient } from './PrometheusClient';
import {
  PrometheusProtocolError,
  PrometheusStatusError,
  PrometheusUnreachableError,
} from './prometheusErrors';

const NOW = new Date('2026-06-16T12:00:00Z');

let server: PrometheusStub;
let client: PrometheusClient;
let clock: number;

beforeEach(async () => {
  server = await new PrometheusStub().start();
  clock = 0;
  client = new PrometheusClient(
    {
      name: 'homelab',
      url: server.url,
      authorization: 'Bearer secret',
      timeoutMs: 1_000,
    },
    { now: () => clock },
  );
});

afterEach(async () => {
  await client.close();
  await server.stop();
});

describe('PrometheusClient', () => {
  it('asks with its credentials and reads one number', async () => {
    server.answer = (query, response) => server.send(response, query, ['0.25']);
    await expect(client.query('up{a="b"}', NOW)).resolves.toBe(0.25);
    const [{ path, authorization, form }] = server.asked;
    expect(path).toBe('/api/v1/query');
    expect(authorization).toBe('Bearer secret');
    expect(Object.fromEntries(form)).toEqual({
      query: 'up{a="b"}',
      time: String(NOW.getTime() / 1000),
      timeout: '1000ms',
    });
  });

  it.each(['NaN', '+Inf', '-Inf'])('takes %s for no number', async value => {
    server.answer = (query, response) => server.send(response, query, [value]);
    await expect(client.query('up', NOW)).resolves.toBeUndefined();
  });

  it('reads nothing where there is nothing', async () => {
    await expect(client.query('up', NOW)).resolves.toBeUndefined();
    await expect(client.queryRange('up', [NOW], 60)).resolves.toEqual([
      undefined,
    ]);
  });

  it('finds the value of each time, and the gaps', async () => {
    const times = [0, 60, 120, 180].map(
      seconds => new Date(NOW.getTime() + seconds * 1000),
    );
    const start = NOW.getTime() / 1000;
    server.answer = (_query, response) =>
      response.end(
        JSON.stringify({
          status: 'success',
          data: {
            resultType: 'matrix',
            result: [
              {
                metric: {},
                values: [
                  [start + 60, '0.5'],
                  [start + 120.001, 'NaN'],
                  [start + 180, '1e-3'],
                ],
              },
            ],
          },
        }),
      );
    await expect(client.queryRange('up', times, 60)).resolves.toEqual([
      undefined,
      0.5,
      undefined,
      0.001,
    ]);
    expect(Object.fromEntries(server.asked[0].form)).toMatchObject({
      start: String(start),
      end: String(start + 180),
      step: '60',
    });
  });

  it('says what Prometheus refuses, and does not ask again', async () => {
    server.answer = (_query, response) =>
      server.refuse(response, 400, 'parse error');
    const error = await client.query('up{', NOW).catch(each => each);
    expect(error).toBeInstanceOf(PrometheusStatusError);
    expect(error).toMatchObject({
      status: 400,
      message: 'bad_data: parse error',
    });
    expect(server.asked).toHaveLength(1);
  });

  it('takes several series for a mistake', async () => {
    server.answer = (query, response) =>
      server.send(response, query, ['1', '2']);
    await expect(client.query('up', NOW)).rejects.toThrow(
      'gives 2 series; it must give one',
    );
  });

  it.each([
    ['a login page', '<html>'],
    ['another API', '{"status":"success","data":[]}'],
    [
      'a value that is none',
      '{"status":"success","data":{"resultType":"vector","result":[{"value":[1]}]}}',
    ],
  ])('does not read %s', async (_what, text) => {
    server.answer = (_query, response) => response.end(text);
    await expect(client.query('up', NOW)).rejects.toBeInstanceOf(
      PrometheusProtocolError,
    );
  });

  it('gives up on an answer that does not end', async () => {
    server.answer = (_query, response) => {
      const write = () => {
        if (!response.destroyed) {
          response.write('x'.repeat(64 * 1024), () => setImmediate(write));
        }
      };
      write();
    };
    await expect(client.query('up', NOW)).rejects.toThrow(
      'larger than 1048576 bytes',
    );
  });

  it('follows no redirect, which could take the token elsewhere', async () => {
    const other = await new PrometheusStub().start();
    try {
      server.answer = (_query, response) => {
        response.writeHead(307, { Location: `${other.url}/api/v1/query` });
        response.end();
      };
      await expect(client.query('up', NOW)).rejects.toBeInstanceOf(
        PrometheusUnreachableError,
      );
      expect(other.asked).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  it('asks once more when a connection breaks', async () => {
    server.answer = (query, response) => {
      if (server.asked.length === 1) {
        response.destroy();
      } else {
        server.send(response, query, ['1']);
      }
    };
    await expect(client.query('up', NOW)).resolves.toBe(1);
    expect(server.asked).toHaveLength(2);
  });

  it('does not wait longer than its timeout, and leaves a dead server alone for a while', async () => {
    server.answer = () => {};
    await expect(client.query('up', NOW)).rejects.toThrow(
      'did not answer within 1000 ms',
    );
    expect(server.asked).toHaveLength(1);

    server.answer = (query, response) => server.send(response, query, ['1']);
    clock = 9_999;
    await expect(client.query('up', NOW)).rejects.toBeInstanceOf(
      PrometheusUnreachableError,
    );
    expect(server.asked).toHaveLength(1);
    clock = 10_000;
    await expect(client.query('up', NOW)).resolves.toBe(1);
  });

  it('keeps addresses out of what it says', async () => {
    await server.stop();
    const error = await client.query('up', NOW).catch(each => each);
    expect(error).toBeInstanceOf(PrometheusUnreachableError);
    expect(error.message).toBe('no connection can be made');
  });
});
