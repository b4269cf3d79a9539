import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import {
  checkServiceFolder,
  isServiceFolderFile,
} from '@stonegarden/gitops-manifests';
import {
  parseServiceManifest,
  type ServiceManifest,
} from '@stonegarden/service-manifest';

/** The repository that the sandbox serves. */
export const SEED = resolve(__dirname, '../../../../examples/homelab');
/** Of a service in it. */
export const FOLDER = 'kubernetes/services/audiobookshelf';
export const SERVICE = '/api/delivery/services/default/audiobookshelf';

/** What the overlays of the seed name, as the catalog reads them. */
async function readReleases(manifest: ServiceManifest) {
  const folder = join(SEED, FOLDER);
  const names = await readdir(folder, { recursive: true });
  const files = await Promise.all(
    names
      .filter(isServiceFolderFile)
      .map(
        async path =>
          [path, await readFile(join(folder, path), 'utf8')] as const,
      ),
  );
  return checkServiceFolder(manifest, {
    files: new Map(files),
    directories: manifest.environments.map(({ name }) => name),
  }).releases;
}

/** As the catalog has it of a sandbox that serves the homelab. */
export async function readEntity(gitUrl: string): Promise<ServiceEntity> {
  const path = `${FOLDER}/service.yaml`;
  const parsed = parseServiceManifest(
    await readFile(join(SEED, path), 'utf8'),
    { path },
  );
  if (parsed.kind !== 'manifest') {
    throw new Error(`${path} is not valid`);
  }
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: parsed.manifest.name,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location': `url:${gitUrl}/stonegarden/homelab/blob/main/${path}`,
        'backstage.io/source-location': `url:${gitUrl}/stonegarden/homelab/tree/main/${FOLDER}/`,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/product',
      environments: parsed.manifest.environments,
      releases: await readReleases(parsed.manifest),
    },
  };
}

/** Changes files on main, as somebody who does not use the portal would. */
export async function commitToMain(
  { gitUrl, token }: { gitUrl: string; token: string },
  files: Record<string, string>,
) {
  const call = async (method: string, route: string, body?: object) => {
    const response = await fetch(
      `${gitUrl}/api/v3/repos/stonegarden/homelab/git/${route}`,
      {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      },
    );
    expect(response.ok).toBe(true);
    return response.json();
  };
  const parent = (await call('GET', 'ref/heads/main')).object.sha;
  const tree = await call('POST', 'trees', {
    base_tree: parent,
    tree: Object.entries(files).map(([path, content]) => ({
      path,
      mode: '100644',
      type: 'blob',
      content,
    })),
  });
  const commit = await call('POST', 'commits', {
    message: 'Change',
    tree: tree.sha,
    parents: [parent],
  });
  await call('PATCH', 'refs/heads/main', { sha: commit.sha });
}
