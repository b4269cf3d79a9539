import { posix } from 'node:path';
import {
  createReason,
  Reason,
  ReleaseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import { formatImage } from '@stonegarden/gitops-manifests';
import type {
  ReleaseDocument,
  ReleaseEntry,
  ReleaseFile,
  ReleaseResult,
  ReleaseTree,
  Version,
  WrittenFile,
} from './ReleaseFile';

/** What several strategies say of one environment, as one. */
class CombinedDocument implements ReleaseDocument {
  readonly paths: string[];
  readonly entries: ReleaseEntry[];
  readonly images: ReleaseImage[];
  readonly #parts: ReleaseDocument[];

  constructor(parts: ReleaseDocument[]) {
    this.#parts = parts;
    this.paths = parts.flatMap(({ paths }) => paths);
    this.entries = parts.flatMap(({ entries }) => entries);
    this.images = [
      ...new Map(
        parts.flatMap(({ images }) =>
          images.map(image => [formatImage(image), image] as const),
        ),
      ).values(),
    ];
  }

  write(
    versions: ReadonlyMap<ReleaseEntry, Version>,
  ): ReleaseResult<WrittenFile[]> {
    const files: WrittenFile[] = [];
    for (const part of this.#parts) {
      const written = part.write(
        new Map(
          [...versions].filter(([entry]) => part.entries.includes(entry)),
        ),
      );
      if (!written.ok) {
        return written;
      }
      files.push(...written.value);
    }
    return { ok: true, value: files };
  }

  findUnpinned(): Reason | undefined {
    return this.#parts.map(part => part.findUnpinned()).find(Boolean);
  }

  whyUnused(entry: ReleaseEntry): Reason {
    return this.#partOf(entry).whyUnused(entry);
  }

  fileFor(entry: ReleaseEntry): string {
    return this.#partOf(entry).fileFor(entry);
  }

  #partOf({ strategy }: ReleaseEntry): ReleaseDocument {
    return (
      this.#parts.find(({ entries }) =>
        entries.some(one => one.strategy === strategy),
      ) ?? this.#parts[0]
    );
  }
}

function isMissing({ problem }: { problem: Reason }): boolean {
  return ['ReleaseFileMissing', 'ReleaseFilesMissing'].includes(problem.code);
}

/** What was looked for, when nothing was found. An environment beside others with kustomizations lacks its own. */
async function whyMissing(
  tree: ReleaseTree,
  environment: string,
  results: Array<ReleaseResult<ReleaseDocument> & { ok: false }>,
): Promise<Reason> {
  const [first, ...others] = results;
  const folders = await tree.list(posix.join(tree.folder, 'environments'));
  if (folders?.length && others.every(({ isGuess }) => isGuess)) {
    return first.problem;
  }
  return createReason('ReleaseFilesMissing', {
    environment,
    files: results.flatMap(({ problem }) => {
      if (problem.code === 'ReleaseFileMissing') {
        return [problem.params.file];
      }
      return problem.code === 'ReleaseFilesMissing' ? problem.params.files : [];
    }),
    commit: tree.commit,
  });
}

/**
 * Reads an environment by several strategies at once: all that say something of it are read and written together. What only
 * the name of a file makes one think of counts where no other strategy says anything.
 *
 * @param strategies - the first is the one whose file is named where nothing was read
 */
export function combineReleaseFiles(
  strategies: readonly [ReleaseFile, ...ReleaseFile[]],
): ReleaseFile {
  return {
    pathOf: (folder, environment) => strategies[0].pathOf(folder, environment),

    async ownPaths(tree, environment) {
      const paths = await Promise.all(
        strategies.map(one => one.ownPaths(tree, environment)),
      );
      return [...new Set(paths.flat())];
    },

    async read(tree, environment) {
      const results = await Promise.all(
        strategies.map(one => one.read(tree, environment)),
      );
      const found = results.flatMap(result =>
        result.ok ? [result.value] : [],
      );
      const failed = results.flatMap(result => (result.ok ? [] : [result]));
      const broken = failed.find(
        result => !isMissing(result) && !(result.isGuess && found.length > 0),
      );
      if (broken) {
        return broken;
      }
      if (found.length === 0) {
        const problem = await whyMissing(tree, environment, failed);
        return { ok: false, problem };
      }
      const sure = found.filter(({ isGuess }) => !isGuess);
      const [first, ...rest] = sure.length > 0 ? sure : found;
      const parts = [first, ...rest].filter(
        ({ entries }) => entries.length > 0,
      );
      if (parts.length > 1) {
        return { ok: true, value: new CombinedDocument(parts) };
      }
      return { ok: true, value: parts[0] ?? first };
    },
  };
}
