import { parseRepositoryUrl } from './parseRepositoryUrl';

describe('parseRepositoryUrl', () => {
  it('reads a folder, with port and branch', () => {
    expect(
      parseRepositoryUrl(
        'http://127.0.0.1:7391/acme/platform/tree/main/kubernetes/services/shop/',
      ),
    ).toEqual({
      host: '127.0.0.1:7391',
      owner: 'acme',
      name: 'platform',
      branch: 'main',
      path: 'kubernetes/services/shop',
    });
  });

  it('reads a file, an encoded branch and encoded names', () => {
    expect(
      parseRepositoryUrl(
        'https://github.com/acme/platform/blob/feature%2Fx/a%20b/service.yaml',
      ),
    ).toMatchObject({ branch: 'feature/x', path: 'a b/service.yaml' });
  });

  it('reads a repository alone', () => {
    expect(parseRepositoryUrl('https://github.com/acme/platform.git')).toEqual({
      host: 'github.com',
      owner: 'acme',
      name: 'platform',
      path: '',
    });
  });

  it.each([
    'nonsense',
    'https://github.com/acme',
    'https://github.com/acme/platform/pulls',
    'https://github.com/acme/platform/tree/',
    'https://github.com/acme/platform/tree/main/%E0%A4%A',
  ])('refuses %s', address => {
    expect(() => parseRepositoryUrl(address)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
