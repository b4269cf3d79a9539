import { overrideImage } from './overrideImage';

describe('overrideImage', () => {
  it.each([
    ['nginx:1', { name: 'nginx', newTag: '2' }, 'nginx:2'],
    ['nginx:1@sha256:aa', { name: 'nginx', newTag: '2' }, 'nginx:2'],
    ['nginx:1', { name: 'nginx', digest: 'sha256:bb' }, 'nginx@sha256:bb'],
    [
      'nginx:1',
      { name: 'nginx', newTag: '2', digest: 'sha256:bb' },
      'nginx:2@sha256:bb',
    ],
    [
      'nginx:1',
      { name: 'nginx', newName: 'ghcr.io/x/nginx' },
      'ghcr.io/x/nginx:1',
    ],
    ['nginx:1', { name: 'other', newTag: '2' }, 'nginx:1'],
  ])('turns %s by %j into %s', (text, override, expected) => {
    expect(overrideImage(text, [override])).toBe(expected);
  });
});
