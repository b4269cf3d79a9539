import type { Release } from '@stonegarden/backstage-plugin-delivery-common';
import { gitDifference } from './gitDifference';

const shop = (tag: string, digest?: string): Release => ({
  images: [{ name: 'ghcr.io/acme/shop', tag, ...(digest ? { digest } : {}) }],
});
const withProxy = (tag: string, proxy: string): Release => ({
  images: [...shop(tag).images, { name: 'docker.io/envoy', tag: proxy }],
});
const digest = `sha256:${'a'.repeat(64)}`;

describe('gitDifference', () => {
  it.each<
    [string, Release | undefined, Release | undefined, string | undefined]
  >([
    ['the same', shop('2.0.0'), shop('2.0.0'), undefined],
    ['another version', shop('2.0.0'), shop('1.0.0'), '1.0.0'],
    ['what runs is not known', undefined, shop('1.0.0'), '1.0.0'],
    ['Git is not known', shop('2.0.0'), undefined, undefined],
    [
      'Argo CD knows the digest too',
      shop('2.0.0', digest),
      shop('2.0.0'),
      undefined,
    ],
    [
      'only another image differs',
      withProxy('2.0.0', '1.30'),
      withProxy('2.0.0', '1.31'),
      'envoy 1.31',
    ],
  ])('%s', (_name, release, inGit, expected) => {
    expect(gitDifference({ release, git: { release: inGit } })).toBe(expected);
  });
});
