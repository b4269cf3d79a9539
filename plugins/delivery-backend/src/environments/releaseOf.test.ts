import { releaseOf } from './releaseOf';

describe('releaseOf', () => {
  it("puts the service's own image first and keeps the others in order", () => {
    expect(
      releaseOf(
        ['ghcr.io/acme/shop-worker:2', 'busybox:1', 'ghcr.io/acme/shop:2'],
        'shop',
      )?.images.map(({ name }) => name),
    ).toEqual(['ghcr.io/acme/shop', 'ghcr.io/acme/shop-worker', 'busybox']);
  });

  it('is undefined without images', () => {
    expect(releaseOf([], 'shop')).toBeUndefined();
  });
});
