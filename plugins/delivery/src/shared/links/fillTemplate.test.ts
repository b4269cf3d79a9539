import { fillTemplate } from './fillTemplate';

describe('fillTemplate', () => {
  it('fills in what stands in braces, encoded', () => {
    expect(
      fillTemplate('https://grafana.example.com/d/{dashboard}?var={team}', {
        dashboard: 'shop/../admin',
        team: 'a&b',
      }),
    ).toBe('https://grafana.example.com/d/shop%2F..%2Fadmin?var=a%26b');
  });

  it('makes no link of what it cannot fill, or of what is not a web address', () => {
    const values = { service: 'shop' };
    expect(fillTemplate(undefined, values)).toBeUndefined();
    expect(fillTemplate('https://a.example/{nope}', values)).toBeUndefined();
    expect(
      fillTemplate('https://a.example/{constructor}', values),
    ).toBeUndefined();
    expect(fillTemplate('ftp://a.example/{service}', values)).toBeUndefined();
  });
});
