import { parseImage } from '@stonegarden/backstage-plugin-delivery-common';
import { releaseChange } from './releaseChange';

const release = (...images: string[]) => ({ images: images.map(parseImage) });

describe('releaseChange', () => {
  it('names the version of the main image before and after', () => {
    expect(
      releaseChange({
        replaces: release('acme/shop:1.0.0', 'redis:7.4'),
        release: release('acme/shop:1.1.0', 'redis:7.4'),
      }),
    ).toEqual({ from: '1.0.0', to: '1.1.0', more: 0 });
  });

  it('counts the other images that changed too', () => {
    expect(
      releaseChange({
        replaces: release('acme/shop:1.0.0', 'redis:7.2'),
        release: release('acme/shop:1.1.0', 'redis:7.4'),
      }),
    ).toEqual({ from: '1.0.0', to: '1.1.0', more: 1 });
  });

  it('names another image where the main one stays', () => {
    expect(
      releaseChange({
        replaces: release('acme/shop:1.0.0', 'acme/worker:3'),
        release: release('acme/shop:1.0.0', 'acme/worker:4'),
      }),
    ).toEqual({ image: 'worker', from: '3', to: '4', more: 0 });
  });

  it('says only what it became where what was before is not known', () => {
    expect(releaseChange({ release: release('acme/shop:1.0.0') })).toEqual({
      to: '1.0.0',
      more: 0,
    });
  });

  it('says nothing of a Release that is not known', () => {
    expect(releaseChange({ replaces: release('acme/shop:1.0.0') })).toEqual({
      to: undefined,
      more: 0,
    });
  });
});
