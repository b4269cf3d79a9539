import { mockServices } from '@backstage/backend-test-utils';
import { FakeRepository } from './__testUtils__/FakeRepository';
import { readManifestFiles } from './readManifestFiles';
import { RepositoryAddress } from './RepositoryAddress';

const url = 'https://git.example.com/acme/platform/tree/main/';
const address = RepositoryAddress.parse(url, 'kubernetes');
const options = { timeoutMs: 1000 };

describe('readManifestFiles', () => {
  it('reads manifests and teams, and nothing else', async () => {
    const repository = new FakeRepository(url, {
      'kubernetes/services/b/service.yaml': 'b',
      'kubernetes/services/a/service.yaml': 'a',
      'kubernetes/services/a/environments/base/svc.yaml': '',
      'kubernetes/services/a/my-service.yaml': '',
      'kubernetes/bootstrap/teams.yaml': 'teams',
      'kubernetes/bootstrap/core.yaml': '',
      'kubernetes/teams/sre/rbac.yaml': 'rbac',
      'kubernetes/teams/sre/deep/er.yaml': '',
      'kubernetes/teams/README.md': '',
      'elsewhere/service.yaml': '',
    });
    await expect(
      readManifestFiles(repository, address, options),
    ).resolves.toEqual({
      etag: 'commit-1',
      files: [
        { path: 'kubernetes/bootstrap/teams.yaml', text: 'teams' },
        { path: 'kubernetes/services/a/service.yaml', text: 'a' },
        { path: 'kubernetes/services/b/service.yaml', text: 'b' },
        { path: 'kubernetes/teams/sre/rbac.yaml', text: 'rbac' },
      ],
    });
  });

  it('says when nothing changed', async () => {
    const repository = new FakeRepository(url, {});
    await expect(
      readManifestFiles(repository, address, { ...options, etag: 'commit-1' }),
    ).rejects.toMatchObject({ name: 'NotModifiedError' });
  });

  it('takes a tree without any file that it knows for a mistake', async () => {
    const repository = new FakeRepository(url, { 'README.md': '' });
    await expect(
      readManifestFiles(repository, address, options),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'There is no service.yaml below "kubernetes" on branch "main"',
    });
  });

  it.each(['readTree', 'files', 'content'])(
    'does not wait for ever for %s',
    async stage => {
      const never = new Promise<never>(() => {});
      const file = {
        path: 'services/a/service.yaml',
        content: () => never,
      };
      const tree = {
        etag: '1',
        files: async () => (stage === 'files' ? never : [file]),
        archive: () => never,
        dir: () => never,
      };
      const reader = mockServices.urlReader.mock({
        readTree: async () => (stage === 'readTree' ? never : tree),
      });
      await expect(
        readManifestFiles(reader, address, { timeoutMs: 20 }),
      ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    },
  );

  it('fails as a whole when one file cannot be read', async () => {
    const good = {
      path: 'services/a/service.yaml',
      content: async () => Buffer.from(''),
    };
    const bad = {
      path: 'services/b/service.yaml',
      content: async () => {
        throw new Error('Premature close');
      },
    };
    const reader = mockServices.urlReader.mock({
      readTree: async () => ({
        etag: '1',
        files: async () => [good, bad],
        archive: jest.fn(),
        dir: jest.fn(),
      }),
    });
    await expect(readManifestFiles(reader, address, options)).rejects.toThrow(
      'Premature close',
    );
  });
});
