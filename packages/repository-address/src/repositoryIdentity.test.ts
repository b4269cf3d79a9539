import { repositoryIdentity } from './repositoryIdentity';

describe('repositoryIdentity', () => {
  it.each([
    ['https://github.com/Acme/Platform', 'github.com', 'acme/platform'],
    ['https://github.com/acme/platform.git', 'github.com', 'acme/platform'],
    [
      'git@gitlab.com:acme/infra/platform.git',
      'gitlab.com',
      'acme/infra/platform',
    ],
    [
      'ssh://git@git.example.com:2222/acme/platform.git',
      'git.example.com',
      'acme/platform',
    ],
    ['http://127.0.0.1:7391/a/b', '127.0.0.1:7391', 'a/b'],
    [
      'https://bb.example.com/scm/acme/platform.git',
      'bb.example.com',
      'acme/platform',
    ],
    [
      'https://bb.example.com/projects/ACME/repos/platform/browse',
      'bb.example.com',
      'acme/platform',
    ],
    [
      'https://dev.azure.com/org/project/_git/repo',
      'dev.azure.com',
      'org/project/_git/repo',
    ],
    [
      'https://org@dev.azure.com/org/project/_git/repo',
      'dev.azure.com',
      'org/project/_git/repo',
    ],
    [
      'https://org.visualstudio.com/project/_git/repo',
      'dev.azure.com',
      'org/project/_git/repo',
    ],
    [
      'https://org.visualstudio.com/DefaultCollection/project/_git/repo',
      'dev.azure.com',
      'org/project/_git/repo',
    ],
    [
      'https://dev.azure.com/org/_git/repo',
      'dev.azure.com',
      'org/repo/_git/repo',
    ],
    [
      'https://org.visualstudio.com/_git/repo',
      'dev.azure.com',
      'org/repo/_git/repo',
    ],
  ])('reads %s', (address, host, fullName) => {
    expect(repositoryIdentity(address)).toEqual({ host, fullName });
  });

  it.each(['', 'x', 'https://github.com/'])(
    'knows nothing of "%s"',
    address => {
      expect(repositoryIdentity(address)).toBeUndefined();
    },
  );
});
