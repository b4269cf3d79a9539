import { SnapshotReader } from '../git/Snapshot';
import { manifestText, overlayText } from '../__testUtils__/smallSeed';
import { commitFiles, testRepository } from '../__testUtils__/testRepository';
import { Checks } from './Checks';

const WEB = 'kubernetes/services/web';

describe('Checks', () => {
  let setup: Awaited<ReturnType<typeof testRepository>>;

  beforeEach(async () => {
    setup = await testRepository();
  });
  afterEach(() => setup.remove());

  const check = async (files: Record<string, string | null>) => {
    const { repository } = setup;
    const base = await repository.resolveCommit('main');
    const head = await commitFiles(repository, 'side', files);
    const reader = new SnapshotReader(repository, path => /ya?ml$/.test(path));
    const results = await new Checks(repository, reader).run(base, head);
    return Object.fromEntries(results.map(result => [result.name, result]));
  };

  it('pass on a good change, and skip what is not touched', async () => {
    const results = await check({
      [`${WEB}/environments/dev/kustomization.yaml`]: overlayText(
        'ghcr.io/acme/web',
        '2',
      ),
    });
    expect(results.yaml).toMatchObject({
      conclusion: 'success',
      title: '1 YAML file parses',
    });
    expect(results.kustomize).toMatchObject({
      conclusion: 'success',
      title: '2 overlays render',
    });
    expect(results['service-manifest']).toMatchObject({
      conclusion: 'success',
      title: '1 service manifest is valid',
    });
  });

  it('have nothing to say when no service is touched', async () => {
    const results = await check({ 'README.md': '# Changed\n' });
    expect(results['service-manifest']).toMatchObject({
      conclusion: 'neutral',
      title: 'Nothing to check',
    });
  });

  it('fail when the folders of environments say something else than the manifest', async () => {
    const results = await check({
      [`${WEB}/environments/dev/kustomization.yaml`]:
        'namespace: wbe\nresources:\n  - ../base\n',
      [`${WEB}/environments/production/kustomization.yaml`]: null,
    });
    expect(results['service-manifest']).toMatchObject({
      conclusion: 'failure',
      annotations: [
        {
          path: `${WEB}/environments/dev/kustomization.yaml`,
          line: 1,
          level: 'failure',
        },
        {
          path: `${WEB}/service.yaml`,
          line: 13,
          level: 'failure',
          message: expect.stringContaining('"production" has no folder'),
        },
      ],
    });
  });

  it('fail with file and line', async () => {
    const results = await check({
      [`${WEB}/service.yaml`]: manifestText('web').replace(
        'autoSync: true',
        'autoSync: maybe',
      ),
      [`${WEB}/bad.yaml`]: 'a: 1\nb: [\n',
    });
    expect(results['service-manifest'].annotations).toMatchObject([
      { path: `${WEB}/service.yaml`, line: 12, level: 'failure' },
    ]);
    expect(results.yaml.annotations).toMatchObject([
      { path: `${WEB}/bad.yaml`, level: 'failure' },
    ]);
    expect(results.yaml.annotations[0].line).toBeGreaterThan(1);
  });

  it('fail when two services have one name', async () => {
    const results = await check({
      'kubernetes/services/other/service.yaml': manifestText('web'),
    });
    expect(results['service-manifest']).toMatchObject({
      conclusion: 'failure',
    });
  });

  it('warn of a dependency that does not exist', async () => {
    const results = await check({
      [`${WEB}/service.yaml`]: manifestText('web', { dependencies: ['qeue'] }),
    });
    expect(results['service-manifest']).toMatchObject({
      conclusion: 'success',
      annotations: [
        { level: 'warning', message: expect.stringContaining('queue') },
      ],
    });
  });

  it('fail when an overlay loses a file it needs', async () => {
    const results = await check({
      [`${WEB}/environments/base/deployment.yaml`]: null,
    });
    expect(results.kustomize).toMatchObject({ conclusion: 'failure' });
    expect(results.kustomize.annotations).toHaveLength(2);
  });

  it('compare a commit on the base with its parent', async () => {
    const { repository } = setup;
    const head = await repository.resolveCommit('main');
    const reader = new SnapshotReader(repository, path => /ya?ml$/.test(path));
    const results = await new Checks(repository, reader).run(head, head);
    expect(
      results.find(({ name }) => name === 'service-manifest'),
    ).toMatchObject({
      conclusion: 'success',
      title: '1 service manifest is valid',
    });
  });
});
