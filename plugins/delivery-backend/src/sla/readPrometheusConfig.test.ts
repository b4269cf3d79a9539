import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readPrometheusConfig } from './readPrometheusConfig';

const shop = {
  service: 'shop',
  environment: 'production',
  namespace: 'shop',
  cluster: 'homelab',
};
const minimal = { name: 'homelab', url: 'https://prometheus.example.org/' };

const read = (...instances: JsonObject[]) =>
  readPrometheusConfig(
    new ConfigReader({ delivery: { prometheus: instances } }),
  );

describe('readPrometheusConfig', () => {
  it('has none where none is configured', () => {
    expect(readPrometheusConfig(new ConfigReader({}))).toEqual([]);
  });

  it('asks the recording rules by default', () => {
    const [{ queries, ...connection }] = read(minimal);
    expect(connection).toEqual({
      name: 'homelab',
      url: 'https://prometheus.example.org',
      timeoutMs: 5_000,
    });
    const labels = 'service="shop",environment="production"';
    expect(queries.availability(shop, 10_800)).toBe(
      `avg(avg_over_time(service:slo_errors:ratio_rate5m{${labels},slo="availability"}[10800s]))`,
    );
    expect(queries.availability(shop, 3_600)).toBe(
      `avg(last_over_time(service:slo_errors:ratio_rate1h{${labels},slo="availability"}[300s]))`,
    );
    expect(queries.availability(shop, 21_600)).toContain('ratio_rate6h');
    expect(queries.latency?.(shop, 60)).toContain('slo="latency"');
    expect(queries.latencySeconds).toBeUndefined();
  });

  it('reads credentials, a certificate authority and queries', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
    try {
      const caFile = join(folder, 'ca.pem');
      await writeFile(caFile, '-----BEGIN CERTIFICATE-----\n');
      const [first, second] = read(
        {
          ...minimal,
          token: 'secret',
          caFile,
          timeout: { seconds: 2 },
          clusters: ['homelab'],
          environments: ['production'],
          queries: {
            availability: 'a{b="{{service}}"}[{{window}}]',
            latencySeconds: 'c{d="{{namespace}}"}[{{window}}]',
          },
        },
        { ...minimal, name: 'other', username: 'ada', password: 'secret' },
      );
      expect(first).toMatchObject({
        authorization: 'Bearer secret',
        ca: '-----BEGIN CERTIFICATE-----\n',
        timeoutMs: 2_000,
        clusters: ['homelab'],
        environments: ['production'],
      });
      expect(first.queries.availability(shop, 60)).toBe('a{b="shop"}[60s]');
      expect(first.queries.latency).toBeUndefined();
      expect(first.queries.latencySeconds?.(shop, 60)).toBe('c{d="shop"}[60s]');
      expect(second.authorization).toBe(
        `Basic ${Buffer.from('ada:secret').toString('base64')}`,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each<[string, JsonObject, string]>([
    ['no address', { name: 'a' }, 'delivery.prometheus[0].url'],
    ['another scheme', { ...minimal, url: 'file:///etc' }, 'prometheus[0].url'],
    [
      'credentials in the address',
      { ...minimal, url: 'https://ada:secret@example.org' },
      'user and password have keys of their own',
    ],
    ['half of a login', { ...minimal, username: 'ada' }, 'both username'],
    [
      'two logins',
      { ...minimal, token: 'a', username: 'b', password: 'c' },
      'either token',
    ],
    ['no file', { ...minimal, caFile: '/does/not/exist' }, 'caFile'],
    [
      'a file of another kind',
      { ...minimal, caFile: join(__dirname, 'errorBudget.ts') },
      'without a certificate',
    ],
    ['no time', { ...minimal, timeout: { minutes: 2 } }, 'timeout'],
    [
      'a query without a window',
      { ...minimal, queries: { availability: 'up{a="{{service}}"}' } },
      'prometheus[0].queries.availability in app-config is not a query template: it must contain {{window}}',
    ],
    [
      'two queries of latency',
      {
        ...minimal,
        queries: {
          latency: 'a{b="{{service}}"}[{{window}}]',
          latencySeconds: 'a{b="{{service}}"}[{{window}}]',
        },
      },
      'either latency or latencySeconds',
    ],
  ])('refuses %s', (_what, instance, message) => {
    expect(() => read(instance)).toThrow(message);
    expect(() => read(instance)).not.toThrow('secret');
  });

  it('refuses two of one name', () => {
    expect(() => read(minimal, minimal)).toThrow('two instances named homelab');
  });
});
