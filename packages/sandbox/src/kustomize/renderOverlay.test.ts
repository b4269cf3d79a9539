import type { Snapshot } from '../git/Snapshot';
import { deploymentText, overlayText } from '../__testUtils__/smallSeed';
import { renderOverlay } from './renderOverlay';

function snapshotOf(files: Record<string, string>): Snapshot {
  const folders = Object.keys(files).flatMap(path =>
    path.split('/').map((_, i, parts) => parts.slice(0, i).join('/')),
  );
  return {
    commit: 'c',
    files: new Map(
      Object.entries(files).map(([path, text]) => [path, `sha of ${text}`]),
    ),
    hasFolder: path => folders.includes(path),
    read: path => files[path],
  };
}

const FILES = {
  'web/base/kustomization.yaml':
    'resources:\n  - deployment.yaml\n  - svc.yaml\n',
  'web/base/deployment.yaml': deploymentText('web', 'acme/web:0.1'),
  'web/base/svc.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
  'web/dev/kustomization.yaml': `namespace: web-dev\n${overlayText(
    'acme/web',
    '1.10',
  )}`,
};

const hashes = (files: Record<string, string>) =>
  renderOverlay(snapshotOf(files), 'web/dev').resources.map(({ hash }) => hash);

describe('renderOverlay', () => {
  it('follows resources and sets images', () => {
    const overlay = renderOverlay(snapshotOf(FILES), 'web/dev');
    expect(overlay.images).toEqual(['acme/web:1.10']);
    expect(overlay.resources).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'web',
        namespace: 'web-dev',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        containers: ['web'],
        images: ['acme/web:1.10'],
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        name: 'web',
        namespace: 'web-dev',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        images: [],
      },
    ]);
  });

  it('applies the inner overrides first', () => {
    const files = {
      ...FILES,
      'web/base/kustomization.yaml': `resources: [deployment.yaml]\nimages:\n  - {name: acme/web, newName: mirror/web}\n`,
      'web/dev/kustomization.yaml': overlayText('mirror/web', '2'),
    };
    expect(renderOverlay(snapshotOf(files), 'web/dev').images).toEqual([
      'mirror/web:2',
    ]);
  });

  it('has hashes of what would be applied, not of comments', () => {
    const same = hashes(FILES);
    const commented = FILES['web/dev/kustomization.yaml'].replace(
      /$/m,
      ' # promoted',
    );
    expect(
      hashes({ ...FILES, 'web/dev/kustomization.yaml': commented }),
    ).toEqual(same);
    expect(
      hashes({
        ...FILES,
        'web/base/deployment.yaml': deploymentText('web', 'acme/web:0.2'),
      }),
    ).toEqual(same);
    expect(
      hashes({
        ...FILES,
        'web/base/svc.yaml': `${FILES['web/base/svc.yaml']}spec: {}\n`,
      }),
    ).not.toEqual(same);
    expect(
      hashes({ ...FILES, 'web/prod/kustomization.yaml': 'resources: []' }),
    ).toEqual(same);
  });

  it('counts patches and generated files in', () => {
    const withFiles = (patch: string) => ({
      ...FILES,
      'web/dev/kustomization.yaml': `${FILES['web/dev/kustomization.yaml']}patches:\n  - path: patch.yaml\nconfigMapGenerator:\n  - name: settings\n    files:\n      - app.ini=conf/app.ini\n`,
      'web/dev/patch.yaml': patch,
      'web/dev/conf/app.ini': 'a=1',
    });
    expect(hashes(withFiles('a: 1'))).not.toEqual(hashes(withFiles('a: 2')));
    const { resources } = renderOverlay(
      snapshotOf(withFiles('a: 1')),
      'web/dev',
    );
    expect(resources.at(-1)).toMatchObject({
      kind: 'ConfigMap',
      name: 'settings',
    });
  });

  it.each([
    [
      'a resource that is not there',
      'resources: [nope.yaml]',
      /open web\/dev\/nope.yaml: no such file or directory/,
    ],
    [
      'a patch that is not there',
      'patches: [{path: nope.yaml}]',
      /open web\/dev\/nope.yaml/,
    ],
    [
      'a folder without kustomization',
      'resources: [..]',
      /unable to find one of 'kustomization.yaml'/,
    ],
    ['a circle', 'resources: [../dev]', /cycle detected: web\/dev -> web\/dev/],
    [
      'a way out of the repository',
      'resources: [../../../etc]',
      /leads out of the repository/,
    ],
    [
      'another repository',
      'resources: [https://example.org/x.yaml]',
      /renders only files of this repository/,
    ],
    [
      'a tag that is not text',
      'images: [{name: a, newTag: 1.10}]',
      /Kustomization\.images\.0\.newTag/,
    ],
    ['broken YAML', 'resources: [', /^web\/dev\/kustomization.yaml:\d+:\d+: /],
  ])('refuses %s', (_what, text, message) => {
    const files = { ...FILES, 'web/dev/kustomization.yaml': text };
    expect(() => renderOverlay(snapshotOf(files), 'web/dev')).toThrow(message);
  });
});
