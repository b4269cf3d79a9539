import { pathColumns } from './pathColumns';

describe('pathColumns', () => {
  it('puts a way between two stops, and gives a canary more room', () => {
    expect(
      pathColumns([
        { isCanary: false },
        { isCanary: true },
        { isCanary: false },
      ]),
    ).toBe(
      'minmax(0, 1fr) var(--path-way) minmax(0, 1.25fr) var(--path-way) minmax(0, 1fr)',
    );
  });

  it('has no way where there is one stop', () => {
    expect(pathColumns([{ isCanary: false }])).toBe('minmax(0, 1fr)');
  });
});
