import { readKustomizationImages } from './kustomizationImages';

const path = 'services/shop/environments/dev/kustomization.yaml';

function diagnose(text: string) {
  const result = readKustomizationImages(text, path);
  if (result.ok) {
    throw new Error(`read ${JSON.stringify(result.value)}`);
  }
  return result.diagnostic;
}

describe('readKustomizationImages', () => {
  it('reads names, tags and digests with their lines', () => {
    const text = `resources: [../base]
images:
  - name: ghcr.io/acme/shop
    newTag: "1.10"   # promoted
  - {name: proxy, newName: mirror:5000/proxy, digest: 'sha256:abc'}
`;
    expect(readKustomizationImages(text, path)).toEqual({
      ok: true,
      value: [
        { name: 'ghcr.io/acme/shop', newTag: '1.10', line: 3 },
        {
          name: 'proxy',
          newName: 'mirror:5000/proxy',
          digest: 'sha256:abc',
          line: 5,
        },
      ],
    });
  });

  it.each(['resources: [../base]\n', 'images:\n', 'images: []\n'])(
    'finds none in %j',
    text => {
      expect(readKustomizationImages(text, path)).toEqual({
        ok: true,
        value: [],
      });
    },
  );

  it.each(['1.10', '007', '1e3', 'true', 'yes', '1234567'])(
    'refuses the unquoted tag %s as kustomize does, and shows how to write it',
    tag => {
      expect(
        diagnose(`images:\n  - name: shop\n    newTag: ${tag}\n`),
      ).toMatchObject({
        code: 'not-a-string',
        file: path,
        line: 3,
        column: 13,
        message: expect.stringContaining(`newTag: "${tag}"`),
      });
    },
  );

  it.each(['null', '~', ''])('refuses the empty tag %j', tag => {
    expect(
      diagnose(`images:\n  - name: shop\n    newTag: ${tag}\n`),
    ).toMatchObject({ code: 'empty-value', line: 3 });
  });

  it('names the anchor of an alias', () => {
    expect(
      diagnose(
        'images:\n  - name: a\n    newTag: &v "1"\n  - name: b\n    newTag: *v\n',
      ),
    ).toMatchObject({
      code: 'alias-not-supported',
      line: 5,
      message: expect.stringContaining('&v'),
    });
  });

  it.each([
    ['images: 5\n', 'wrong-type', 1],
    ['images:\n  - shop\n', 'wrong-type', 2],
    ['images:\n  - newTag: "1"\n', 'image-without-name', 2],
    ['images:\n  - name: a\n  - name: a\n', 'duplicate-image', 3],
    ['a: 1\n---\nb: 2\n', 'several-documents', 3],
    ['images: [\n', 'syntax-error', 2],
    ['', 'empty-file', 1],
    ['- a\n', 'wrong-type', 1],
  ])('says what is wrong with %j', (text, code, line) => {
    expect(diagnose(text)).toMatchObject({ code, line, file: path });
  });
});
