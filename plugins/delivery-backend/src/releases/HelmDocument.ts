import type {
  Reason,
  ReleaseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  editHelmRelease,
  FilePosition,
  HelmFiles,
  HelmRelease,
} from '@stonegarden/gitops-manifests';
import { invalid } from './KustomizeDocument';
import type {
  ReleaseDocument,
  ReleaseEntry,
  ReleaseResult,
  Version,
  WrittenFile,
} from './ReleaseFile';

/** The values files of an environment, with the images that they name. */
export class HelmDocument implements ReleaseDocument {
  readonly paths: string[];
  readonly entries: ReleaseEntry[];
  readonly images: ReleaseImage[];
  readonly isGuess?: true;
  readonly #files: Extract<HelmFiles, { kind: 'found' }>;
  readonly #overridden: Map<string, HelmRelease['overridden'][number]>;

  constructor(
    files: Extract<HelmFiles, { kind: 'found' }>,
    { images, overridden }: HelmRelease,
  ) {
    this.#files = files;
    this.#overridden = new Map(overridden.map(one => [one.key, one]));
    const { values } = files.environment;
    this.paths =
      files.own.length > 0
        ? [...files.own].reverse()
        : [values[values.length - 1].path];
    this.entries = images.map(
      ({ key, name, version, at, isOwn, isOff }): ReleaseEntry => ({
        strategy: 'helm',
        key,
        images:
          isOff || this.#overridden.has(key)
            ? []
            : [{ name, ...withoutField(version) }],
        version,
        file: at.file,
        line: at.line,
        ...(isOwn ? {} : { isShared: true }),
        ...(isOff ? { isOff: true } : {}),
      }),
    );
    this.images = images
      .filter(({ isOff }) => !isOff)
      .map(({ name, version }) => ({ name, ...withoutField(version) }));
    if (!files.isStated) {
      this.isGuess = true;
    }
  }

  write(
    versions: ReadonlyMap<ReleaseEntry, Version>,
  ): ReleaseResult<WrittenFile[]> {
    const edited = editHelmRelease(
      this.#files.environment,
      new Map(Array.from(versions, ([{ key }, version]) => [key, version])),
    );
    return edited.ok
      ? { ok: true, value: edited.value }
      : invalid(edited.at, edited.message);
  }

  findUnpinned(): Reason | undefined {
    const start: FilePosition = { file: this.paths[0], line: 1, column: 1 };
    if (this.entries.length === 0) {
      return invalid(
        start,
        'no values file of this environment names the version of an image: write `image.tag`, or name the keys in service.yaml under spec.release.helm.images',
      ).problem;
    }
    const [overridden] = this.entries.filter(({ key }) =>
      this.#overridden.has(key),
    );
    if (overridden) {
      return this.whyUnused(overridden);
    }
    const loose = this.entries.find(
      ({ images, version: { tag, digest } }) =>
        images.length > 0 && !tag && !digest,
    );
    return (
      loose &&
      invalid(
        { file: loose.file, line: loose.line, column: 1 },
        `\`${loose.key}\` has neither a tag nor a digest: write the version that runs`,
      ).problem
    );
  }

  whyUnused({ key, file, line }: ReleaseEntry): Reason {
    const one = this.#overridden.get(key);
    return invalid(
      one?.at ?? { file, line, column: 1 },
      one
        ? `\`${key}\` has no effect here, because ${one.by.file}:${one.by.line} is read after it and says otherwise: remove one of the two`
        : `nothing is deployed by \`${key}\``,
    ).problem;
  }

  fileFor(): string {
    return this.paths[0];
  }
}

function withoutField({
  tag,
  digest,
}: Version): Pick<ReleaseImage, 'tag' | 'digest'> {
  return {
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}
