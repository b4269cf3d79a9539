import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  ClusterChanges,
  ObjectChange,
} from '@stonegarden/backstage-plugin-delivery-common';
import { kustomize } from '@stonegarden/test-utils/kustomize';
import { builtInRenderer } from './builtInRenderer';
import { ClusterChangeReader } from './ClusterChangeReader';
import { toClusterChanges } from './toClusterChanges';

// kustomize runs as a process of its own, on machines that may be busy
jest.setTimeout(120_000);

const root = resolve(__dirname, '../../../../examples/homelab');
const overlays = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(path => /\/environments\/[^/]+\/kustomization\.yaml$/.test(path))
  .filter(path => !path.endsWith('/base/kustomization.yaml'))
  .map(path => dirname(path))
  .sort();

/** As a promotion and a change by hand do it: other versions, and another line. */
function edit(text: string): string {
  return `${text.replace(
    /newTag: .*/g,
    'newTag: "99.9.9"',
  )}\ncommonAnnotations:\n  example.com/changed: "yes"\n`;
}

const readFrom = (files: Record<string, string>) => async (path: string) => {
  const full = join(root, path);
  const content =
    files[path] ??
    (existsSync(full) && statSync(full).isFile()
      ? readFileSync(full, 'utf8')
      : undefined);
  return content === undefined ? undefined : { mode: 'file' as const, content };
};

function summary(changes: ClusterChanges) {
  if (changes.status !== 'known') {
    return changes;
  }
  const { objects, totals, dangers } = changes;
  const of = ({ diff: _, ...object }: ObjectChange) => object;
  return { totals, dangers, objects: objects.map(of) };
}

/** The change that is announced, against the one that the real kustomize renders before and after. */
describe('what changes in the cluster of examples/homelab', () => {
  let copy: string;
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'stonegarden-cluster-'));
    await cp(root, copy, { recursive: true });
  });
  afterAll(async () => {
    await rm(copy, { recursive: true });
  });

  it('is asked of every environment', () => {
    expect(overlays.length).toBeGreaterThan(40);
  });

  it.each(overlays)('is what kustomize renders: %s', async folder => {
    const path = `${folder}/kustomization.yaml`;
    const before = readFileSync(join(root, path), 'utf8');
    // A list of annotations that is there already stays as it is
    const after = before.includes('commonAnnotations:')
      ? before.replace(/newTag: .*/g, 'newTag: "99.9.9"')
      : edit(before);
    const reader = new ClusterChangeReader({
      renderers: [builtInRenderer],
      logger: mockServices.logger.mock(),
    });
    const told = await reader.read({
      repository: 'https://git.example/homelab',
      tree: { commit: 'c', read: readFrom({}) },
      folder,
      environment: folder.replace(/.*\//, ''),
      files: [{ path, before, after }],
    });

    const then = await kustomize(join(copy, folder));
    await writeFile(join(copy, path), after);
    const now = await kustomize(join(copy, folder));
    await writeFile(join(copy, path), before);
    expect(told.status).toBe('known');
    expect(summary(told)).toEqual(
      summary(toClusterChanges('kustomize', then, now)),
    );
  });
});
