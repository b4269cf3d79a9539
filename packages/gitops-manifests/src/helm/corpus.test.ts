import { parse } from 'yaml';
import {
  changedLines,
  corpusFiles,
  differences,
  ENCODINGS,
  lookupIn,
} from '../__testUtils__/corpusFiles';
import { findHelmFiles } from './findHelmFiles';
import { editHelmRelease, readHelmRelease } from './helmRelease';
import type { HelmVersion } from './HelmEnvironment';

const digest = (character: string) => `sha256:${character.repeat(64)}`;

interface Case {
  folder: string;
  /** What dev deploys: key, image and version. */
  dev: string[];
  production: string[];
  /** What of production changes: each line before, and after. */
  lines: Array<[string, string]>;
  /** Which values differ then. */
  keys: string[];
}

const CASES: Case[] = [
  {
    folder: 'helm-create',
    dev: ['image ghcr.io/acme/shop:1.4.0'],
    production: ['image ghcr.io/acme/shop:1.3.2'],
    lines: [
      [
        '  tag: "1.3.2"   # moved by promotions',
        '  tag: "1.4.0"   # moved by promotions',
      ],
    ],
    keys: ['image.tag'],
  },
  {
    folder: 'bitnami',
    dev: [
      `image docker.io/acme/redis:7.2.5-debian-12-r0@${digest('a')}`,
      'metrics.image docker.io/acme/redis-exporter:1.58.0-debian-12-r3 (shared) (off)',
    ],
    production: [
      `image registry.example.com:5000/acme/redis:7.2.4-debian-12-r9@${digest(
        'b',
      )}`,
      'metrics.image registry.example.com:5000/acme/redis-exporter:1.58.0-debian-12-r3',
    ],
    lines: [
      ['    tag:    7.2.4-debian-12-r9', '    tag:    7.2.5-debian-12-r0'],
      [`    digest: '${digest('b')}'`, `    digest: '${digest('a')}'`],
    ],
    keys: ['image.tag', 'image.digest'],
  },
  {
    folder: 'components',
    dev: [
      'api.image ghcr.io/acme/api:v2.1.0',
      'worker.image ghcr.io/acme/worker:v2.1.0',
      'web.image ghcr.io/acme/web:v1 (shared)',
    ],
    production: [
      'api.image ghcr.io/acme/api:v2.0.0',
      'worker.image ghcr.io/acme/worker:v1.9.9',
      'web.image ghcr.io/acme/web:v1',
    ],
    lines: [
      [
        '  image: {tag: v2.0.0, pullPolicy: Always} # flow style',
        '  image: {tag: v2.1.0, pullPolicy: Always} # flow style',
      ],
      [
        `worker: { image: { "tag": 'v1.9.9' }, concurrency: 16 }`,
        `worker: { image: { "tag": 'v2.1.0' }, concurrency: 16 }`,
      ],
    ],
    keys: ['api.image.tag', 'worker.image.tag'],
  },
  {
    folder: 'one-string',
    dev: [
      'image ghcr.io/acme/shop:1.1.0',
      'sidecar.image registry.example.com:5000/acme/proxy:2.4',
      'initImage busybox:1.36',
    ],
    production: [
      'image ghcr.io/acme/shop:1.0.0',
      `sidecar.image registry.example.com:5000/acme/proxy:2.3@${digest('c')}`,
      'initImage busybox:1.36',
    ],
    lines: [
      [
        "image:   'ghcr.io/acme/shop:1.0.0'",
        "image:   'ghcr.io/acme/shop:1.1.0'",
      ],
      [
        `  image: "registry.example.com:5000/acme/proxy:2.3@${digest('c')}"`,
        '  image: "registry.example.com:5000/acme/proxy:2.4"',
      ],
    ],
    keys: ['image', 'sidecar.image'],
  },
  {
    folder: 'image-and-tag',
    dev: ['image ghcr.io/acme/shop:2024.02.01'],
    production: ['image ghcr.io/acme/shop:2024.01.15'],
    lines: [['imageTag: 2024.01.15', 'imageTag: 2024.02.01']],
    keys: ['imageTag'],
  },
  {
    folder: 'renovate',
    dev: [`image ghcr.io/acme/shop:1.10.0@${digest('d')}`],
    production: [`image ghcr.io/acme/shop:1.9.0@${digest('e')}`],
    lines: [
      [
        `  tag: 1.9.0@${digest('e')} # pinned`,
        `  tag: 1.10.0@${digest('d')} # pinned`,
      ],
    ],
    keys: ['image.tag'],
  },
  {
    folder: 'umbrella',
    dev: [
      'backend.image ghcr.io/acme/backend:5.1.0',
      'ui.image ghcr.io/acme/ui:0.4.1',
    ],
    // No tag: that of the chart below
    production: [
      'backend.image ghcr.io/acme/backend:5.0.1',
      'ui.image ghcr.io/acme/ui:0.4.0',
    ],
    lines: [
      ['    tag:', '    tag: "5.1.0"'],
      ['    tag: 0.4.0', '    tag: 0.4.1'],
    ],
    keys: ['backend.image.tag', 'ui.image.tag'],
  },
  {
    folder: 'odd-indents',
    dev: [
      'image ghcr.io/acme/shop:1.10',
      'worker.image ghcr.io/acme/worker:2.0',
    ],
    production: [
      'image ghcr.io/acme/shop:1.9',
      'worker.image ghcr.io/acme/worker:1.9',
    ],
    lines: [
      [
        '         tag:   &unused "1.9"\t# a tab',
        '         tag:   &unused "1.10"\t# a tab',
      ],
      ["      tag: '1.9'", "      tag: '2.0'"],
    ],
    keys: ['image.tag', 'worker.image.tag'],
  },
  {
    folder: 'remote-chart',
    dev: [
      'shop.version ghcr.io/acme/shop:3.0',
      'migrations.versions.v1\\.2 ghcr.io/acme/migrate:30',
    ],
    production: [
      'shop.version ghcr.io/acme/shop:2.9',
      'migrations.versions.v1\\.2 ghcr.io/acme/migrate:29',
    ],
    lines: [
      ['  version: "2.9"', '  version: "3.0"'],
      ['    v1.2: "29"', '    v1.2: "30"'],
    ],
    keys: ['shop.version', 'migrations.versions.v1.2'],
  },
  {
    folder: 'application',
    dev: ['image ghcr.io/acme/shop:main-3f2a91c'],
    production: ['image ghcr.io/acme/shop:main-0d4b6aa'],
    lines: [
      [
        '  tag: main-0d4b6aa   # git sha of main',
        '  tag: main-3f2a91c   # git sha of main',
      ],
    ],
    keys: ['image.tag'],
  },
  {
    folder: 'number-like',
    dev: ['image ghcr.io/acme/shop:1.20', 'postgres.image postgres:17'],
    production: ['image ghcr.io/acme/shop:v1.19', 'postgres.image postgres:16'],
    lines: [
      ['  tag: v1.19', '  tag: "1.20"'],
      ['    tag: 16', '    tag: "17"'],
    ],
    keys: ['image.tag', 'postgres.image.tag'],
  },
  {
    folder: 'chart-per-environment',
    dev: [
      'app-template.controllers.main.containers.main.image ghcr.io/acme/shop:1.1.0',
    ],
    production: [
      'app-template.controllers.main.containers.main.image ghcr.io/acme/shop:1.0.9',
      `app-template.controllers.main.containers.exporter.image ghcr.io/acme/exporter:0.1.0@${digest(
        'f',
      )}`,
    ],
    lines: [['            tag: 1.0.9', '            tag: 1.1.0']],
    keys: ['app-template.controllers.main.containers.main.image.tag'],
  },
];

function environmentOf(
  files: ReadonlyMap<string, string>,
  folder: string,
  environment: string,
) {
  const found = findHelmFiles(folder, environment, lookupIn(files));
  if (found.kind !== 'found') {
    throw new Error(JSON.stringify(found));
  }
  return found.environment;
}

function imagesOf(
  files: ReadonlyMap<string, string>,
  folder: string,
  environment: string,
) {
  const read = readHelmRelease(environmentOf(files, folder, environment));
  if (!read.ok) {
    throw new Error(`${JSON.stringify(read.at)} ${read.message}`);
  }
  return read.value.images;
}

const describeImage = (image: ReturnType<typeof imagesOf>[number]) => {
  const { tag, digest: pinned } = image.version;
  return `${image.key} ${image.name}${tag ? `:${tag}` : ''}${
    pinned ? `@${pinned}` : ''
  }${image.isOwn ? '' : ' (shared)'}${image.isOff ? ' (off)' : ''}`;
};

/** The versions that are promoted: those that differ, of images that both environments have. */
function promoted(files: ReadonlyMap<string, string>, folder: string) {
  const [dev, production] = ['dev', 'production'].map(name =>
    imagesOf(files, folder, name),
  );
  const versions = new Map<string, HelmVersion>();
  for (const { key, version } of dev) {
    const current = production.find(image => image.key === key);
    if (
      current &&
      (current.version.tag !== version.tag ||
        current.version.digest !== version.digest)
    ) {
      versions.set(key, version);
    }
  }
  return versions;
}

describe('corpus of values files', () => {
  it('has each case', () => {
    const folders = [...corpusFiles('helm').keys()].map(
      path => path.split('/')[0],
    );
    const cases = folders.filter(folder => folder !== 'charts');
    expect([...new Set(cases)].sort()).toEqual(
      CASES.map(({ folder }) => folder).sort(),
    );
  });

  describe.each(Object.entries(ENCODINGS))('%s', (_name, encode) => {
    it.each(CASES)(
      '$folder: what is promoted changes its own bytes only',
      ({ folder, dev, production, lines, keys }) => {
        const files = new Map(
          Array.from(
            corpusFiles('helm'),
            ([path, text]) => [path, encode(text)] as const,
          ),
        );
        expect(imagesOf(files, folder, 'dev').map(describeImage)).toEqual(dev);
        expect(
          imagesOf(files, folder, 'production').map(describeImage),
        ).toEqual(production);
        const versions = promoted(files, folder);
        const edited = editHelmRelease(
          environmentOf(files, folder, 'production'),
          versions,
        );
        if (!edited.ok) {
          throw new Error(`${JSON.stringify(edited.at)} ${edited.message}`);
        }
        expect(edited.value).toHaveLength(1);
        const [{ path, before, after }] = edited.value;
        expect(before).toBe(files.get(path));
        expect(changedLines(before, after)).toEqual(lines);
        const [was, is] = [before, after].map(text =>
          parse(text.replace(/^\uFEFF/, ''), { merge: true }),
        );
        expect(differences(was, is)).toEqual(keys);

        files.set(path, after);
        const now = new Map(
          imagesOf(files, folder, 'production').map(
            image => [image.key, image.version] as const,
          ),
        );
        for (const [key, version] of versions) {
          expect(now.get(key)).toMatchObject(
            version.inOneField ? version : { tag: version.tag },
          );
        }
        expect(promoted(files, folder).size).toBe(0);
      },
    );
  });
});
