import { parseEnvironmentRef, stringifyEnvironmentRef } from './EnvironmentRef';

const production = {
  entityRef: 'component:default/shop',
  environment: 'production',
};

describe('stringifyEnvironmentRef', () => {
  it('writes one name for each environment', () => {
    const ref = 'component:default/shop#production';
    expect(stringifyEnvironmentRef(production)).toBe(ref);
    expect(
      stringifyEnvironmentRef({
        ...production,
        entityRef: 'Component:Default/Shop',
      }),
    ).toBe(ref);
    expect(parseEnvironmentRef(ref)).toEqual(production);
  });

  it('cannot be led to another environment by the name of one', () => {
    const odd = { ...production, environment: 'a#b/../%23 ü' };
    const ref = stringifyEnvironmentRef(odd);
    expect(ref.match(/#/g)).toHaveLength(1);
    expect(parseEnvironmentRef(ref)).toEqual(odd);
  });

  it('refuses what is not an entity ref', () => {
    expect(() =>
      stringifyEnvironmentRef({ ...production, entityRef: 'shop' }),
    ).toThrow('Entity reference "shop"');
  });
});

describe('parseEnvironmentRef', () => {
  it.each([
    'component:default/shop',
    'component:default/shop#',
    '#production',
    'shop#production',
    'Component:default/shop#production',
    'component:default/shop#pro#duction',
    'component:default/shop#%E0%A4%A',
    '',
  ])('is undefined for %j', ref => {
    expect(parseEnvironmentRef(ref)).toBeUndefined();
  });
});
