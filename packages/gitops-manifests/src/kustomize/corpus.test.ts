import {
  changedLines,
  corpusFiles,
  differences,
  ENCODINGS,
  lookupIn,
} from '../__testUtils__/corpusFiles';
import { renderManifests } from '../render/renderManifests';
import {
  editKustomizationImages,
  type KustomizationImageEdit,
} from './kustomizationEdit';

const SHOP = 'ghcr.io/acme/shop';
const PROXY = 'registry.example.com:5000/acme/proxy';
const digest = (character: string) => `sha256:${character.repeat(64)}`;

interface Case {
  folder: string;
  edits: KustomizationImageEdit[];
  lines: Array<[string, string]>;
  /** What changes in the cluster: each image before, and after. */
  images: Array<[string, string]>;
}

const CASES: Case[] = [
  {
    folder: 'commented',
    edits: [{ name: SHOP, newTag: '1.10' }],
    lines: [
      ['  newTag: "1.3.2" # <- this one', '  newTag: "1.10" # <- this one'],
    ],
    images: [
      [`${SHOP}:1.3.2`, `${SHOP}:1.10`],
      [`${SHOP}:1.3.2`, `${SHOP}:1.10`],
    ],
  },
  {
    folder: 'flow',
    edits: [
      { name: SHOP, newTag: 'v2' },
      { name: PROXY, newTag: '2.4' },
    ],
    lines: [
      [
        'images: [{name: ghcr.io/acme/shop, newTag: v1}, { "name": "registry.example.com:5000/acme/proxy", "newTag": "2.3" }]',
        'images: [{name: ghcr.io/acme/shop, newTag: v2}, { "name": "registry.example.com:5000/acme/proxy", "newTag": "2.4" }]',
      ],
    ],
    images: [
      [`${SHOP}:v1`, `${SHOP}:v2`],
      [`${PROXY}:2.3`, `${PROXY}:2.4`],
      [`${SHOP}:v1`, `${SHOP}:v2`],
    ],
  },
  {
    folder: 'json',
    edits: [{ name: SHOP, newTag: '1.4.0' }],
    lines: [['      "newTag": "1.3.2"', '      "newTag": "1.4.0"']],
    images: [
      [`${SHOP}:1.3.2`, `${SHOP}:1.4.0`],
      [`${SHOP}:1.3.2`, `${SHOP}:1.4.0`],
    ],
  },
  {
    folder: 'renamed',
    edits: [
      { name: SHOP, newTag: '1.4.0' },
      { name: PROXY, newTag: '7.1' },
    ],
    lines: [
      ['        newTag:   1.3.2', '        newTag:   1.4.0'],
      ['    -   newTag: "7.0"', '    -   newTag: "7.1"'],
    ],
    images: [
      [
        'mirror.example.com/acme/shop:1.3.2',
        'mirror.example.com/acme/shop:1.4.0',
      ],
      [
        'mirror.example.com/acme/proxy:7.0',
        'mirror.example.com/acme/proxy:7.1',
      ],
      [
        'mirror.example.com/acme/shop:1.3.2',
        'mirror.example.com/acme/shop:1.4.0',
      ],
    ],
  },
  {
    folder: 'digest',
    edits: [
      { name: SHOP, digest: digest('c') },
      { name: PROXY, newTag: `2.4.0@${digest('d')}` },
    ],
    lines: [
      [
        `    digest: ${digest('a')}   # pinned by the build`,
        `    digest: ${digest('c')}   # pinned by the build`,
      ],
      [`    newTag: 2.3.0@${digest('b')}`, `    newTag: 2.4.0@${digest('d')}`],
    ],
    images: [
      [`${SHOP}@${digest('a')}`, `${SHOP}@${digest('c')}`],
      [`${PROXY}:2.3.0@${digest('b')}`, `${PROXY}:2.4.0@${digest('d')}`],
      [`${SHOP}@${digest('a')}`, `${SHOP}@${digest('c')}`],
    ],
  },
  {
    folder: 'patched',
    edits: [{ name: SHOP, newTag: 'main-0d4b6aa-1700000001' }],
    lines: [
      [
        '    newTag: main-3f2a91c-1700000000',
        '    newTag: main-0d4b6aa-1700000001',
      ],
    ],
    images: [
      [`${SHOP}:main-3f2a91c-1700000000`, `${SHOP}:main-0d4b6aa-1700000001`],
      [`${SHOP}:main-3f2a91c-1700000000`, `${SHOP}:main-0d4b6aa-1700000001`],
    ],
  },
  {
    folder: 'odd',
    edits: [{ name: SHOP, newTag: '2' }],
    lines: [["    newTag:    '1.3.2'   ", "    newTag:    '2'   "]],
    images: [
      [`${SHOP}:1.3.2`, `${SHOP}:2`],
      [`${SHOP}:1.3.2`, `${SHOP}:2`],
    ],
  },
];

function manifestsOf(files: ReadonlyMap<string, string>, folder: string) {
  const rendered = renderManifests(folder, lookupIn(files));
  if (rendered.kind !== 'rendered') {
    throw new Error(JSON.stringify(rendered));
  }
  return rendered.manifests;
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (place, key) => (place as Record<string, unknown>)[key],
      value,
    );
}

describe('corpus of kustomizations', () => {
  describe.each(Object.entries(ENCODINGS))('%s', (_name, encode) => {
    const corpus = () =>
      new Map(
        Array.from(
          corpusFiles('kustomize'),
          ([path, text]) => [path, encode(text)] as const,
        ),
      );

    it.each(CASES)(
      '$folder: what is promoted changes its own bytes, and the images that are announced',
      ({ folder, edits, lines, images }) => {
        const files = corpus();
        const path = `${folder}/kustomization.yaml`;
        const before = files.get(path) ?? '';
        const edited = editKustomizationImages(before, edits, path);
        if (!edited.ok) {
          throw new Error(edited.diagnostic.message);
        }
        expect(changedLines(before, edited.value)).toEqual(lines);

        const was = manifestsOf(files, folder);
        files.set(path, edited.value);
        const is = manifestsOf(files, folder);
        const changed = differences(was, is);
        expect(changed.every(place => place.endsWith('.image'))).toBe(true);
        expect(changed.map(place => [at(was, place), at(is, place)])).toEqual(
          images,
        );
      },
    );

    it.each([
      ['alias', 'alias-not-supported', 5],
      ['anchor', 'anchor-not-supported', 4],
      ['block', 'block-scalar-not-supported', 4],
      ['documents', 'several-documents', 6],
      ['twice', 'duplicate-image', 5],
      ['number', 'not-a-string', 4],
      ['keys', 'syntax-error', 5],
    ])('refused/%s: %s in line %d', (folder, code, line) => {
      const path = `refused/${folder}/kustomization.yaml`;
      const edited = editKustomizationImages(
        corpus().get(path) ?? '',
        [{ name: SHOP, newTag: '9.9.9' }],
        path,
      );
      expect(edited).toMatchObject({
        ok: false,
        diagnostic: { code, file: path, line },
      });
    });
  });
});
