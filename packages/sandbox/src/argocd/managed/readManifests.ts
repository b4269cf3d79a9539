import { renderManifests } from '@stonegarden/gitops-manifests';
import type { BareRepository } from '../../git/BareRepository';
import type { SnapshotReader } from '../../git/Snapshot';
import { ArgoError, GrpcCode } from '../ArgoError';

/** @internal */
export type Manifest = Record<string, unknown>;

/** Folders lead to further folders, each of which is one more round. */
const MAX_ROUNDS = 32;

/**
 * The manifests of a folder at a commit, patches and all. Unknown when the folder uses what the renderer does not tell.
 *
 * @internal
 */
export async function readManifests(
  server: { repository: BareRepository; snapshots: SnapshotReader },
  commit: string,
  folder: string,
): Promise<Manifest[]> {
  const snapshot = await server.snapshots.open(commit);
  const texts = new Map<string, string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = renderManifests(folder, path => {
      const sha = snapshot.files.get(path);
      if (!sha) {
        return 'absent';
      }
      const text = snapshot.read(path) ?? texts.get(path);
      return text === undefined ? 'unread' : { kind: 'file', text };
    });
    if (result.kind === 'rendered') {
      return result.manifests;
    }
    if (result.kind === 'refused') {
      throw new ArgoError(
        GrpcCode.Unknown,
        `the sandbox cannot tell the manifests of ${folder}: ${result.at.file}:${result.at.line}: ${result.message}`,
      );
    }
    for (const path of result.paths) {
      const blob = await server.repository.readBlob(
        snapshot.files.get(path) ?? '',
      );
      texts.set(path, blob.toString('utf8'));
    }
  }
  throw new ArgoError(
    GrpcCode.Unknown,
    `the files of ${folder} lead to each other too often`,
  );
}
