import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSandbox } from '@stonegarden/sandbox';
import { defaultQuery } from '../sla/defaultQueries';
import { PrometheusClient } from '../sla/PrometheusClient';
import { PrometheusStatusError } from '../sla/prometheusErrors';

interface Target {
  url: string;
  authorization?: string;
  /** A service of which rules record error ratios. */
  service: string;
  environment: string;
  stop(): Promise<void>;
}

const TOKEN = 'contract-token';

async function sandboxTarget(): Promise<Target> {
  const stateDir = await mkdtemp(join(tmpdir(), 'stonegarden-contract-'));
  const sandbox = await startSandbox({
    stateDir,
    seedDir: resolve(__dirname, '../../../../examples/homelab'),
    gitPort: 0,
    argocdPort: 0,
    prometheusPort: 0,
    token: TOKEN,
  });
  return {
    url: sandbox.prometheusUrl!,
    authorization: `Bearer ${TOKEN}`,
    service: 'audiobookshelf',
    environment: 'production',
    async stop() {
      await sandbox.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/**
 * `PROMETHEUS_URL` is the address of a real one; `PROMETHEUS_TOKEN` its token, if it asks for one; `PROMETHEUS_SERVICE`, as
 * `service/environment`, one of which rules record error ratios.
 */
const { PROMETHEUS_URL, PROMETHEUS_TOKEN, PROMETHEUS_SERVICE } = process.env;

async function realTarget(url: string): Promise<Target> {
  const [service, environment] = (
    PROMETHEUS_SERVICE ?? 'audiobookshelf/production'
  ).split('/');
  return {
    url: url.replace(/\/+$/, ''),
    ...(PROMETHEUS_TOKEN
      ? { authorization: `Bearer ${PROMETHEUS_TOKEN}` }
      : {}),
    service,
    environment,
    stop: async () => {},
  };
}

describe(`${
  PROMETHEUS_URL ? 'a real Prometheus' : "the sandbox's Prometheus"
}`, () => {
  const now = new Date(Math.floor(Date.now() / 1000) * 1000);
  const times = [120, 60, 0].map(
    seconds => new Date(now.getTime() - seconds * 1000),
  );
  let target: Target;
  let client: PrometheusClient;

  beforeAll(async () => {
    target = await (PROMETHEUS_URL
      ? realTarget(PROMETHEUS_URL)
      : sandboxTarget());
    client = new PrometheusClient({ ...target, name: 'one', timeoutMs: 5_000 });
  }, 60_000);

  afterAll(async () => {
    await client.close();
    await target.stop();
  });

  const queryOf = (service: string) =>
    [300, 3_600, 21_600].map(seconds =>
      defaultQuery('availability')(
        {
          service,
          environment: target.environment,
          namespace: service,
          cluster: '',
        },
        seconds,
      ),
    );

  it('gives one share for each query of the recording rules', async () => {
    for (const query of queryOf(target.service)) {
      const ratio = await client.query(query, now);
      expect(ratio).toBeGreaterThanOrEqual(0);
      expect(ratio).toBeLessThanOrEqual(1);
    }
  });

  it('gives the same over time as at the moment', async () => {
    const [query] = queryOf(target.service);
    const values = await client.queryRange(query, times, 60);
    expect(values).toHaveLength(3);
    expect(values[2]).toBeCloseTo((await client.query(query, now))!, 10);
  });

  it('has nothing of a service that nobody measures, whatever it is called', async () => {
    for (const name of ['no-such-service', `x"} or vector(1) #'\\`, 'ä\n🌱']) {
      for (const query of queryOf(name)) {
        await expect(client.query(query, now)).resolves.toBeUndefined();
      }
      await expect(
        client.queryRange(queryOf(name)[0], times, 60),
      ).resolves.toEqual([undefined, undefined, undefined]);
    }
  });

  it('says that a query is wrong, and how', async () => {
    const error = await client.query('up{', now).catch(each => each);
    expect(error).toBeInstanceOf(PrometheusStatusError);
    expect(error.status).toBe(400);
    expect(error.message).toMatch(/^bad_data: .*parse error/);
  });

  it('reads numbers, and nothing where there is no number', async () => {
    await expect(client.query('1', now)).resolves.toBe(1);
    await expect(client.query('vector(2)', now)).resolves.toBe(2);
    await expect(client.queryRange('vector(3)', times, 60)).resolves.toEqual([
      3, 3, 3,
    ]);
    await expect(
      client.query('avg(no_such_metric)', now),
    ).resolves.toBeUndefined();
  });

  it('does not give more points than it should', async () => {
    await expect(
      client.queryRange('vector(1)', [new Date(0), now], 60),
    ).rejects.toThrow('exceeded maximum resolution of 11,000 points');
  });
});
