import { checkManifestSet } from './checkManifestSet';
import { parseServiceManifest } from '../parseServiceManifest';
import type { ServiceManifest } from '../schema/ServiceManifest';
import { manifestText } from '../__testUtils__/manifestText';

function manifest(
  directory: string,
  spec: Record<string, unknown> = {},
  name: string = directory.split('/').at(-1) ?? '',
): ServiceManifest {
  const path = `kubernetes/${directory}/service.yaml`;
  const result = parseServiceManifest(manifestText({ name, spec }), { path });
  if (result.kind !== 'manifest') {
    throw new Error(`The test's manifest is ${JSON.stringify(result)}`);
  }
  return result.manifest;
}

describe('checkManifestSet', () => {
  const platform = [
    manifest('platform/messaging/kafka'),
    manifest('platform/data/postgres-operator', { aliases: ['postgres'] }),
    manifest('infra/storage/ceph', {}, 'rook-ceph'),
  ];

  it.each([
    ['kafka', 'kafka'],
    ['platform/messaging/kafka', 'kafka'],
    ['kubernetes/platform/messaging/kafka', 'kafka'],
    ['messaging/kafka', 'kafka'],
    ['component:default/kafka', 'kafka'],
    ['postgres', 'postgres-operator'],
    ['platform/data/postgres', 'postgres-operator'],
    ['infra/storage/ceph', 'rook-ceph'],
    ['infra/storage/rook-ceph', 'rook-ceph'],
  ])('resolves %s to %s', (ref, service) => {
    const { dependencies, diagnostics } = checkManifestSet([
      ...platform,
      manifest('services/shelf', { dependencies: [{ ref, optional: true }] }),
    ]);
    expect(diagnostics).toEqual([]);
    expect(dependencies.get('shelf')).toEqual([
      { ref, optional: true, service },
    ]);
    expect(dependencies.get('kafka')).toEqual([]);
  });

  it.each([
    ['kakfa', 'did you mean "kafka"?'],
    ['infra/messaging/kafka', 'did you mean "kafka"?'],
    [
      'platform/data/postgre-operator',
      'did you mean "platform/data/postgres-operator"?',
    ],
    ['redis', 'write the name of a service in this repository, or remove it'],
  ])('warns about the unknown dependency %s', (ref, advice) => {
    const { dependencies, diagnostics } = checkManifestSet([
      ...platform,
      manifest('services/shelf', { dependencies: ['kafka', ref] }),
    ]);
    expect(diagnostics).toEqual([
      {
        severity: 'warning',
        code: 'dependency-not-found',
        message: `The dependency "${ref}" is not a known service: ${advice}`,
        file: 'kubernetes/services/shelf/service.yaml',
        line: 16,
        column: 7,
        field: 'spec.dependencies[1]',
        docs: expect.stringMatching(/\/problems\/dependency-not-found\.md$/),
      },
    ]);
    expect(dependencies.get('shelf')?.[1]).toEqual({ ref, optional: false });
  });

  it('resolves to services whose own manifest is broken', () => {
    const { name, aliases, location } = platform[1];
    const { diagnostics, dependencies } = checkManifestSet(
      [manifest('services/shelf', { dependencies: ['postgres'] })],
      { alsoKnown: [{ name, aliases, location }] },
    );
    expect(diagnostics).toEqual([]);
    expect(dependencies.get('shelf')?.[0].service).toBe('postgres-operator');
  });

  it('names both files of two services with one name; the first given counts', () => {
    const second = manifest(
      'services/other',
      { dependencies: ['kafka'] },
      'kafka',
    );
    const { dependencies, diagnostics } = checkManifestSet([
      ...platform,
      second,
    ]);
    expect(diagnostics.map(one => [one.severity, one.code, one.file])).toEqual([
      [
        'error',
        'duplicate-name',
        'kubernetes/platform/messaging/kafka/service.yaml',
      ],
      ['error', 'duplicate-name', 'kubernetes/services/other/service.yaml'],
      [
        'warning',
        'dependency-on-itself',
        'kubernetes/services/other/service.yaml',
      ],
    ]);
    expect(diagnostics[0]).toMatchObject({
      line: 4,
      column: 9,
      message:
        'The name "kafka" is used by kubernetes/platform/messaging/kafka/service.yaml and kubernetes/services/other/service.yaml: give each service a name of its own',
    });
    expect(dependencies.get('kafka')).toEqual([]);
  });

  it('warns about an alias that already means another service', () => {
    const { diagnostics } = checkManifestSet([
      ...platform,
      manifest('services/shelf', { aliases: ['kafka', 'postgres', 'books'] }),
    ]);
    expect(diagnostics.map(one => [one.code, one.field])).toEqual([
      ['alias-taken', 'spec.aliases[0]'],
      ['alias-taken', 'spec.aliases[1]'],
    ]);
  });
});

describe('checkManifestSet, of services that get in each other’s way', () => {
  it('warns each member of a cycle, and names the path', () => {
    const dependent = (directory: string, dependencies: unknown[]) =>
      manifest(directory, {
        dependencies,
        environments: { dev: { namespace: directory.replace(/\W/g, '-') } },
      });
    const { diagnostics } = checkManifestSet([
      dependent('services/a', ['d', 'platform/b']),
      dependent('platform/b', ['c']),
      dependent('services/c', [{ ref: 'd', optional: true }, 'a']),
      dependent('services/d', [{ ref: 'a', optional: true }]),
    ]);
    expect(diagnostics.map(one => [one.code, one.field, one.message])).toEqual([
      ...[
        ['spec.dependencies[1]', '"a" depends on', 'a → b → c → a'],
        ['spec.dependencies[0]', '"b" depends on', 'b → c → a → b'],
        ['spec.dependencies[1]', '"c" depends on', 'c → a → b → c'],
      ].map(([field, subject, path]) => [
        'circular-dependency',
        field,
        `${subject} itself through other services (${path}): remove one of these dependencies, or mark one that the service can do without with \`optional: true\``,
      ]),
    ]);
  });

  it('warns of a namespace that another team uses', () => {
    const of = (name: string, team: string) =>
      manifest(`services/${name}`, {
        owner: { team },
        environments: { dev: { namespace: 'tools' } },
      });
    const { diagnostics } = checkManifestSet([
      of('a', 'sre'),
      of('b', 'sre'),
      of('c', 'product'),
    ]);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: 'warning',
        code: 'namespace-of-other-team',
        file: 'kubernetes/services/c/service.yaml',
        field: 'spec.environments.dev.namespace',
        line: 10,
        column: 18,
      }),
    ]);
  });
});
