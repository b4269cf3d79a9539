import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { kustomizeText } from '@stonegarden/test-utils/kustomize';
import { renderManifests } from './render/renderManifests';

// kustomize runs as a process of its own, on machines that may be busy
jest.setTimeout(60_000);

const root = resolve(__dirname, '../../../examples/homelab/kubernetes');

const kustomizations = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('/kustomization.yaml'))
  .map(path => dirname(path))
  .sort();

const overlays = kustomizations.filter(
  path => /\/environments\/[^/]+$/.test(path) && !path.endsWith('/base'),
);
const others = kustomizations.filter(
  path => /^teams\/[^/]+$/.test(path) || path.endsWith('/monitoring'),
);

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: object;
}

describe('examples/homelab', () => {
  it('has an overlay for each environment folder', () => {
    const folders = readdirSync(root, {
      recursive: true,
      withFileTypes: true,
    })
      .filter(
        entry =>
          entry.isDirectory() &&
          entry.parentPath.endsWith('/environments') &&
          existsSync(join(entry.parentPath, '../service.yaml')) &&
          !['base', 'components'].includes(entry.name),
      )
      .map(entry => join(entry.parentPath, entry.name));
    expect(folders.length).toBeGreaterThan(0);
    expect(overlays.map(path => join(root, path))).toEqual(folders.sort());
  });

  it.each(overlays)('is told of %s as kustomize renders it', async path => {
    const expected = parseAllDocuments(await kustomizeText(join(root, path)));
    const told = renderManifests(
      path,
      file => {
        const full = join(root, file);
        return existsSync(full) && statSync(full).isFile()
          ? { kind: 'file', text: readFileSync(full, 'utf8') }
          : 'absent';
      },
      { sha256 },
    );
    const manifests = told.kind === 'rendered' ? told.manifests : [];
    // Kind and name first; what is generated may have the name of something else
    const keyOf = ({ kind, metadata, ...rest }: Manifest) =>
      JSON.stringify([
        kind,
        metadata.name,
        rest.data && Object.keys(rest.data).sort(),
      ]);
    const plain = (values: unknown[]) =>
      values
        .map(value => value as Manifest)
        .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    expect(plain(manifests)).toEqual(
      plain(expected.map(document => document.toJS())),
    );
  });

  it.each(overlays)('renders %s with its own versions', async path => {
    const text = await kustomizeText(join(root, path));
    expect(text).toMatch(/^kind: /m);
    expect(text).not.toContain(':0.0.0');
    // Or else they differ forever from what a server-side apply makes of them
    const templates = parseAllDocuments(text).flatMap(
      document => document.toJS().spec?.volumeClaimTemplates ?? [],
    );
    for (const template of templates) {
      expect(template).toMatchObject({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
      });
    }
  });

  it.each(others)('renders %s', async path => {
    expect(await kustomizeText(join(root, path))).toMatch(/^kind: /m);
  });
});
