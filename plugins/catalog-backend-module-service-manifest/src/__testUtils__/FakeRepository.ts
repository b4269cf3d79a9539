import type {
  UrlReaderService,
  UrlReaderServiceReadTreeOptions,
  UrlReaderServiceReadTreeResponse,
} from '@backstage/backend-plugin-api';
import {
  NotFoundError,
  NotImplementedError,
  NotModifiedError,
} from '@backstage/errors';

/**
 * A repository in memory, read as Backstage reads one from a Git host.
 *
 * @internal
 */
export class FakeRepository implements UrlReaderService {
  /** How often the tree was read and not found unmodified. */
  reads = 0;
  /** What each read throws, while set. */
  failure?: Error;
  private version = 0;
  private readonly files = new Map<string, string>();

  constructor(private readonly url: string, files: Record<string, string>) {
    this.commit(files);
  }

  /** Changes files; undefined takes one away. */
  commit(files: Record<string, string | undefined>) {
    this.version += 1;
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) {
        this.files.delete(path);
      } else {
        this.files.set(path, text);
      }
    }
  }

  async readTree(
    url: string,
    options: UrlReaderServiceReadTreeOptions = {},
  ): Promise<UrlReaderServiceReadTreeResponse> {
    if (this.failure) {
      throw this.failure;
    }
    const etag = `commit-${this.version}`;
    if (options.etag === etag) {
      throw new NotModifiedError();
    }
    if (!url.startsWith(this.url)) {
      throw new NotFoundError(`There is nothing at ${url}`);
    }
    this.reads += 1;
    const folder = url.slice(this.url.length);
    const files = [...this.files]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, text]) => ({
        path: path.slice(folder.length),
        content: async () => Buffer.from(text),
      }))
      .filter(({ path }) => options.filter?.(path, { size: 1 }) ?? true);
    return {
      etag,
      files: async () => files,
      archive: unused,
      dir: unused,
    };
  }

  readUrl = unused;
  search = unused;
}

async function unused(): Promise<never> {
  throw new NotImplementedError('The provider reads trees only');
}
