import { BranchAddress } from './BranchAddress';
import { LocalAddress } from './LocalAddress';

describe('LocalAddress', () => {
  it('reads what it writes', () => {
    const shop = LocalAddress.parse('/data/a b/shop/');
    expect(shop.path).toBe('data/a b/shop');
    expect(shop.fileUrl(shop.path)).toBe('/data/a b/shop');
    expect(shop.folderUrl(shop.path)).toBe('/data/a b/shop/');
    expect(shop.folderUrl('')).toBe('/');
    expect(shop.below('./k8s/').path).toBe('data/a b/shop/k8s');
  });

  it.each(['data/repo', '', 'https://x/', `/${'x'.repeat(2_000)}`])(
    'refuses %s',
    path => {
      expect(() => LocalAddress.parse(path)).toThrow('is not absolute');
    },
  );

  it('refuses a way out', () => {
    expect(() => LocalAddress.parse('/data/../etc')).toThrow('leaves');
  });

  it('is not a branch of a repository', () => {
    const main = BranchAddress.parse('https://github.com/a/b/tree/main/');
    const local = LocalAddress.parse('/a');
    expect(local.isSameBranch(LocalAddress.parse('/b'))).toBe(true);
    expect(local.isSameBranch(main)).toBe(false);
    expect(main.isSameBranch(local)).toBe(false);
  });
});
