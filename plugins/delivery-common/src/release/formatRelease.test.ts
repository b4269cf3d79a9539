import { formatRelease, formatVersion } from './formatRelease';

describe('formatRelease', () => {
  it('says the main image and how many more there are', () => {
    expect(
      formatRelease({
        images: [
          { name: 'shop', tag: '2.30.0' },
          { name: 'proxy', tag: '1' },
          { name: 'job', tag: '3' },
        ],
      }),
    ).toBe('2.30.0 +2');
  });

  it('shortens a digest only when there is no tag', () => {
    const digest = `sha256:0123456789abcdef${'0'.repeat(48)}`;
    expect(formatVersion({ digest })).toBe('0123456789ab');
    expect(formatVersion({ tag: '1.0', digest })).toBe('1.0');
    expect(formatVersion({})).toBe('untagged');
  });

  it('is unknown without images', () => {
    expect(formatRelease(undefined)).toBe('unknown');
    expect(formatRelease({ images: [] })).toBe('unknown');
  });
});
