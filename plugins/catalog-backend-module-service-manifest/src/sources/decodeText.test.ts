import { parseServiceManifest } from '@stonegarden/service-manifest';
import { manifestText } from '../__testUtils__/manifestText';
import { decodeText, oversizedText } from './decodeText';

const text = manifestText('shelf', {}, { description: 'Bücher' });

function codes(content: string) {
  const result = parseServiceManifest(content, {
    path: 'services/shelf/service.yaml',
  });
  return result.kind === 'foreign'
    ? 'foreign'
    : result.diagnostics.map(one => one.code);
}

describe('decodeText', () => {
  it('reads UTF-8, with or without a byte order mark', () => {
    expect(decodeText(Buffer.from(text))).toBe(text);
    expect(decodeText(Buffer.from(`\uFEFF${text}`))).toBe(text);
  });

  const swapped = Buffer.from(text, 'utf16le');
  it.each([
    ['UTF-16 LE', Buffer.from(text, 'utf16le')],
    ['UTF-16 LE with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 BE', swapped.swap16()],
    ['Latin-1', Buffer.from(text, 'latin1')],
    [
      'half of a letter at the end',
      Buffer.concat([Buffer.from(text), Buffer.of(0xc3)]),
    ],
  ])('has %s diagnosed, not guessed', (_what, content) => {
    expect(codes(decodeText(content))).toEqual(['wrong-encoding']);
  });

  it("leaves others' files of odd encodings alone", () => {
    const foreign = 'apiVersion: v1\nkind: Service\nmetadata: {name: é}\n';
    expect(codes(decodeText(Buffer.from(foreign, 'latin1')))).toBe('foreign');
  });

  it('stands in for files that are too large', () => {
    expect(codes(oversizedText('platform.stonegarden.dev'))).toEqual([
      'file-too-large',
    ]);
    expect(codes(decodeText(Buffer.from(text.padEnd(3_000_000, '#'))))).toEqual(
      ['file-too-large'],
    );
  });
});
