import { editKustomizationImages } from './kustomizationEdit';

const path = 'environments/production/kustomization.yaml';
const digest = (character: string) => `sha256:${character.repeat(64)}`;

function edit(
  text: string,
  ...edits: Parameters<typeof editKustomizationImages>[1]
): string {
  const result = editKustomizationImages(text, edits, path);
  if (!result.ok) {
    throw new Error(`${result.diagnostic.code}: ${result.diagnostic.message}`);
  }
  return result.value;
}

function refusal(
  text: string,
  ...edits: Parameters<typeof editKustomizationImages>[1]
) {
  const result = editKustomizationImages(text, edits, path);
  return result.ok ? result.value : result.diagnostic;
}

const images = (tag: string) => `# production
images:
  # the shop
  - name: shop
    newTag: ${tag}   # <- the promoted value
  - name:   other
    newTag: 'x'
patches:
- patch: |-
    - op: replace
      value:    keep   this
`;

describe('editKustomizationImages', () => {
  it.each([
    ['"1.0"', '1.10', '"1.10"'],
    ["'1.0'", '2.0', "'2.0'"],
    ['v1.0.0', 'v1.0.1', 'v1.0.1'],
    ['v1.0.0', '1.10', '"1.10"'],
    ['v1', 'yes', '"yes"'],
    ['v1', 'null', '"null"'],
    ['v1', '007', '"007"'],
    ['v1', '1e3', '"1e3"'],
    ['v1', '1234567', '"1234567"'],
    ['v1', '0x1f', '"0x1f"'],
    ['v1', '0b11', '"0b11"'],
    ['v1', '1_000', '"1_000"'],
    ['v1', '0o17', '"0o17"'],
    ['v1', '2024-01-31', '"2024-01-31"'],
    ['v1', '1.2.3', '1.2.3'],
  ])('turns %s to %s as %s and touches nothing else', (old, tag, written) => {
    expect(edit(images(old), { name: 'shop', newTag: tag })).toBe(
      images(written),
    );
  });

  it('keeps CRLF and a byte order mark', () => {
    const text = `\uFEFF${images('"1"').replace(/\n/g, '\r\n')}`;
    expect(edit(text, { name: 'shop', newTag: '2' })).toBe(
      text.replace('"1"', '"2"'),
    );
    expect(edit(text, { name: 'shop', newTag: '1', digest: digest('a') })).toBe(
      text.replace('value\r\n', `value\r\n    digest: "${digest('a')}"\r\n`),
    );
  });

  it('adds, replaces and removes a digest beside a tag', () => {
    const plain = 'images:\n- name: shop\n  newTag: "1"\nresources: []\n';
    const pinned = edit(plain, {
      name: 'shop',
      newTag: '1',
      digest: digest('a'),
    });
    expect(pinned).toBe(
      `images:\n- name: shop\n  newTag: "1"\n  digest: "${digest(
        'a',
      )}"\nresources: []\n`,
    );
    const other = edit(pinned, {
      name: 'shop',
      newTag: '2',
      digest: digest('b'),
    });
    expect(other).toBe(
      `images:\n- name: shop\n  newTag: "2"\n  digest: "${digest(
        'b',
      )}"\nresources: []\n`,
    );
    expect(edit(other, { name: 'shop', newTag: '1' })).toBe(plain);
  });

  it('goes from a tag to a digest alone', () => {
    expect(
      edit('images:\n  - name: shop\n    newTag: "1"', {
        name: 'shop',
        digest: digest('c'),
      }),
    ).toBe(`images:\n  - name: shop\n    digest: "${digest('c')}"\n`);
  });

  it('edits an entry written on one line', () => {
    const text = 'images: [{name: shop, newTag: "1"}, {name: b, newTag: x}]\n';
    const pinned = edit(text, {
      name: 'shop',
      newTag: '2',
      digest: digest('a'),
    });
    expect(pinned).toBe(
      `images: [{name: shop, newTag: "2", digest: "${digest(
        'a',
      )}"}, {name: b, newTag: x}]\n`,
    );
    expect(edit(pinned, { name: 'shop', newTag: '1' })).toBe(text);
  });

  it('edits several images at once', () => {
    expect(
      edit(
        images('"1"'),
        { name: 'shop', newTag: '2' },
        { name: 'other', newTag: 'y' },
      ),
    ).toBe(images('"2"').replace("'x'", "'y'"));
  });

  it('gives the same text back when there is nothing to change', () => {
    expect(edit(images('"1"'), { name: 'shop', newTag: '1' })).toBe(
      images('"1"'),
    );
  });

  it('refuses what would change other places, naming the anchor', () => {
    const text =
      'x: &version "1"\nimages:\n  - name: shop\n    newTag: &tag "1"\ny: *tag\n';
    expect(refusal(text, { name: 'shop', newTag: '2' })).toMatchObject({
      code: 'anchor-not-supported',
      line: 4,
      message: expect.stringContaining('&tag'),
    });
  });

  it('refuses a block scalar, an unknown image and a value that is none', () => {
    expect(
      refusal('images:\n  - name: shop\n    newTag: >-\n      1.0\n', {
        name: 'shop',
        newTag: '2',
      }),
    ).toMatchObject({ code: 'block-scalar-not-supported' });
    expect(
      refusal(images('"1"'), { name: 'nobody', newTag: '2' }),
    ).toMatchObject({ code: 'image-not-listed' });
    expect(
      refusal(images('"1"'), { name: 'shop', newTag: '2"\nx: y' }),
    ).toMatchObject({ code: 'invalid-value' });
    expect(
      refusal(images('"1"'), { name: 'shop', digest: 'sha256:zz' }),
    ).toMatchObject({ code: 'invalid-value' });
  });
});
