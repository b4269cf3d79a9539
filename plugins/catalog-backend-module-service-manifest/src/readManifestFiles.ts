import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { RepositoryAddress } from './RepositoryAddress';

/**
 * A file of the repository; the path is from the repository's root.
 *
 * @internal
 */
export type RepositoryFile = { path: string; text: string };

/**
 * Reads every file that the catalog is made of, in one archive call.
 *
 * @param options - `etag` of the last read; `timeoutMs` for the whole of it
 * @throws NotModifiedError when nothing changed since the etag; NotFoundError when the folder has none of the files;
 *   ServiceUnavailableError after the timeout; whatever the reader throws
 * @internal
 */
export async function readManifestFiles(
  reader: UrlReaderService,
  address: RepositoryAddress,
  options: { etag?: string; timeoutMs: number },
): Promise<{ etag: string; files: RepositoryFile[] }> {
  const { etag, timeoutMs } = options;
  const signal = AbortSignal.timeout(timeoutMs);
  return raceAgainst(signal, timeoutMs, async () => {
    const tree = await reader.readTree(address.treeUrl, {
      etag,
      filter: isWanted,
      signal,
    });
    const found = await tree.files();
    if (found.length === 0) {
      // More often a wrong address than a repository whose last service was taken away.
      throw new NotFoundError(
        `There is no service.yaml below "${address.folder}" on branch "${address.branch}"`,
      );
    }
    const files = await Promise.all(
      found.map(async file => ({
        path: address.folder ? `${address.folder}/${file.path}` : file.path,
        text: (await file.content()).toString('utf8'),
      })),
    );
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { etag: tree.etag, files };
  });
}

/** Manifests, the list of teams, and the files directly in a team's folder, which tell that the team exists. */
function isWanted(path: string): boolean {
  return (
    /(^|\/)service\.yaml$/.test(path) ||
    path === 'bootstrap/teams.yaml' ||
    /^teams\/[^/]+\/[^/]+\.yaml$/.test(path)
  );
}

/** The readers pass the signal to some of their calls only, so that waiting must be bounded here. */
async function raceAgainst<T>(
  signal: AbortSignal,
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () =>
      reject(
        new ServiceUnavailableError(
          `The Git host did not answer within ${Math.round(
            timeoutMs / 1000,
          )} s`,
        ),
      );
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
