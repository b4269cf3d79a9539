import { releaseOf } from '../environments/releaseOf';
import { tellApart } from './tellApart';

const release = (...images: string[]) =>
  releaseOf(images, 'shop') ?? { images: [] };

describe('tellApart', () => {
  it('says the version of the main image', () => {
    expect(
      tellApart({
        promoted: release('acme/shop:1.0'),
        now: release('acme/shop:1.1'),
      }),
    ).toEqual({ promoted: '1.0', now: '1.1' });
  });

  it('names the images that differ where the versions read the same', () => {
    expect(
      tellApart({
        promoted: release('acme/shop:1.0', 'acme/proxy:1'),
        now: release('acme/shop:1.0', 'acme/proxy:2'),
      }),
    ).toEqual({ promoted: 'acme/proxy:1', now: 'acme/proxy:2' });
  });
});
