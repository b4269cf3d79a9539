import { formatImage, parseImage } from './parseImage';

const digest = `sha256:${'a'.repeat(64)}`;

describe('parseImage', () => {
  it.each([
    ['nginx', { name: 'nginx' }],
    ['nginx:1.27', { name: 'nginx', tag: '1.27' }],
    ['reg:5000/a/b', { name: 'reg:5000/a/b' }],
    ['reg:5000/a/b:tag', { name: 'reg:5000/a/b', tag: 'tag' }],
    [
      `reg:5000/a/b:tag@${digest}`,
      { name: 'reg:5000/a/b', tag: 'tag', digest },
    ],
    [`ghcr.io/a/b@${digest}`, { name: 'ghcr.io/a/b', digest }],
  ])('reads %s and writes it again', (reference, expected) => {
    expect(parseImage(reference)).toEqual(expected);
    expect(formatImage(parseImage(reference))).toBe(reference);
  });

  it('gives no empty tag', () => {
    expect(parseImage('nginx:')).toEqual({ name: 'nginx' });
  });
});
