import { transitionChange } from './transitionChange';

const shop = 'ghcr.io/acme/shop';
const sidecar = 'quay.io/acme/sidecar';

describe('transitionChange', () => {
  it('says the versions of the main image', () => {
    expect(
      transitionChange(
        [{ name: shop, from: { tag: '1.0.0' }, to: { tag: '1.1.0' } }],
        shop,
      ),
    ).toBe('1.0.0 → 1.1.0');
  });

  it('names an image that is not the main one', () => {
    expect(
      transitionChange(
        [{ name: sidecar, from: { tag: '1.30.9' }, to: { tag: '1.30.10' } }],
        shop,
      ),
    ).toBe('sidecar 1.30.9 → 1.30.10');
  });

  it('says only what is to come where nothing was there', () => {
    expect(transitionChange([{ name: shop, to: { tag: '1.1.0' } }], shop)).toBe(
      '→ 1.1.0',
    );
  });

  it('says nothing where nothing differs', () => {
    expect(transitionChange([], shop)).toBeUndefined();
  });
});
