import { parseSelector } from './selectors';

const LABELS = { 'acme.dev/service': 'web', tier: 'front', empty: '' };

describe('parseSelector', () => {
  it.each([
    ['acme.dev/service=web', true],
    ['acme.dev/service==web', true],
    ['acme.dev/service=other', false],
    ['tier!=back', true],
    ['missing!=x', true],
    ['tier in (back, front)', true],
    ['tier notin (front)', false],
    ['missing notin (front)', true],
    ['tier', true],
    ['missing', false],
    ['!missing', true],
    ['!tier', false],
    ['empty=', true],
    ['acme.dev/service=web,tier in (front,back),!missing', true],
    ['acme.dev/service=web,tier=back', false],
    ['', true],
  ])('%s', (selector, expected) => {
    expect(parseSelector(selector)(LABELS)).toBe(expected);
  });

  it('refuses what is not a selector', () => {
    expect(() => parseSelector('a=b=c')).toThrow('unable to parse requirement');
    expect(() => parseSelector('a in b')).toThrow(
      'unable to parse requirement',
    );
  });
});
