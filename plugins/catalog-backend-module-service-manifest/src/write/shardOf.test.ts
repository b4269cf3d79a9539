import { shardOf, SHARDS } from './shardOf';

describe('shardOf', () => {
  it('spreads names that are nearly the same', () => {
    const counts = new Array<number>(SHARDS).fill(0);
    for (let i = 0; i < 10_000; i++) {
      counts[shardOf(`component:default/service-${i}`)] += 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(10_000 / SHARDS / 2);
    expect(Math.max(...counts)).toBeLessThan((10_000 / SHARDS) * 1.5);
  });

  it('does not move what is in catalogs already', () => {
    expect(
      ['kafka', 'shelf', 'n8n'].map(name =>
        shardOf(`component:default/${name}`),
      ),
    ).toMatchInlineSnapshot(`
      [
        4,
        7,
        5,
      ]
    `);
  });
});
