import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { FolderSource } from './FolderSource';
import { GitSource } from './GitSource';
import type { SourceConfig } from './readSourceConfigs';
import type { Source } from './Source';

const TIMEOUT_MS = 60_000;

/**
 * The source that a configuration describes.
 *
 * @internal
 */
export function createSource(
  config: SourceConfig,
  urlReader: UrlReaderService,
): Source {
  const { settings, include, exclude } = config;
  const options = { include, exclude, timeoutMs: TIMEOUT_MS };
  if (config.kind === 'folder') {
    const { path, title } = config;
    return new FolderSource(settings, { ...options, path, title });
  }
  return new GitSource(settings, config.branch, { ...options, urlReader });
}
