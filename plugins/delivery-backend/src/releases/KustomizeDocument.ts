import {
  createReason,
  parseImage,
  Reason,
  ReleaseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  checkPinEdit,
  editKustomizationImages,
  FilePosition,
  KustomizationImage,
  releaseImages,
  RenderedEnvironment,
  renderImages,
  RepositoryFile,
} from '@stonegarden/gitops-manifests';
import type {
  ReleaseDocument,
  ReleaseEntry,
  ReleaseResult,
  Version,
  WrittenFile,
} from './ReleaseFile';

/** What is wrong with a file, in its own words. */
export function invalid(
  { file, line, column }: FilePosition,
  message: string,
): { ok: false; problem: ReturnType<typeof createReason> } {
  // A name keeps its spelling at the beginning of a sentence
  const sentence = message.replace(/^(?!kustomize )[a-z]+ /, word =>
    word.replace(/^./, letter => letter.toUpperCase()),
  );
  return {
    ok: false,
    problem: createReason('ReleaseFileInvalid', {
      file,
      line,
      column,
      detail: sentence.replace(/\.?$/, '.'),
    }),
  };
}

/** The kustomization of an environment, with the images that kustomize renders by it. */
export class KustomizeDocument implements ReleaseDocument {
  readonly paths: string[];
  readonly entries: ReleaseEntry[];
  readonly images: ReleaseImage[];
  readonly #rendered: RenderedEnvironment;
  readonly #files: ReadonlyMap<string, RepositoryFile | 'absent'>;
  readonly #folder: string;
  readonly #path: string;
  readonly #text: string;

  /** @param options - `files`: all that `rendered` was made from */
  constructor(options: {
    folder: string;
    text: string;
    pins: KustomizationImage[];
    rendered: RenderedEnvironment;
    files: ReadonlyMap<string, RepositoryFile | 'absent'>;
  }) {
    const { pins, rendered } = options;
    this.#folder = options.folder;
    this.#files = options.files;
    this.#rendered = rendered;
    this.#path = rendered.file;
    this.#text = options.text;
    this.paths = [rendered.file];
    this.entries = pins.map((pin, index) => ({
      strategy: 'kustomize' as const,
      key: pin.name,
      file: rendered.file,
      line: pin.line,
      version: versionOf(pin),
      images: unique(
        rendered.images
          .filter(image => image.pins.at(-1) === index)
          .map(({ image }) => image),
      ),
    }));
    this.images = releaseImages(rendered).map(parseImage);
  }

  write(
    versions: ReadonlyMap<ReleaseEntry, Version>,
  ): ReleaseResult<WrittenFile[]> {
    const path = this.#path;
    const before = this.#text;
    const edits = Array.from(
      versions,
      ([{ key: name }, { tag, digest, inOneField }]) =>
        inOneField
          ? { name, newTag: `${tag}@${digest}` }
          : { name, newTag: tag, digest },
    );
    const edited = editKustomizationImages(before, edits, path);
    if (!edited.ok) {
      const { diagnostic } = edited;
      return invalid(diagnostic, diagnostic.message);
    }
    const after = renderImages(this.#folder, at =>
      at === path
        ? { kind: 'file', text: edited.value }
        : this.#files.get(at) ?? 'unread',
    );
    if (after.kind !== 'rendered') {
      return after.kind === 'refused'
        ? invalid(after.at, after.message)
        : invalid(
            { file: path, line: 1, column: 1 },
            `with the new versions, other files would be read: ${after.paths.join(
              ', ',
            )}`,
          );
    }
    const places = this.entries.flatMap((entry, index) => {
      const version = versions.get(entry);
      return version ? [[index, version] as const] : [];
    });
    const trouble = checkPinEdit(
      this.#rendered,
      after.environment,
      new Map(places),
    );
    return trouble
      ? invalid(trouble.at, trouble.message)
      : {
          ok: true,
          value:
            before === edited.value
              ? []
              : [{ path, before, after: edited.value }],
        };
  }

  findUnpinned(): Reason | undefined {
    const file = this.#path;
    if (this.entries.length === 0) {
      return createReason('NoImagePinned', { file });
    }
    const used = this.entries.filter(entry => entry.images.length > 0);
    if (used.length === 0) {
      return this.whyUnused(this.entries[0]);
    }
    const loose = used.find(({ version: { tag, digest } }) => !tag && !digest);
    return (
      loose &&
      createReason('ImageNotPinned', {
        file,
        line: loose.line,
        image: loose.key,
      })
    );
  }

  whyUnused({ line, key }: ReleaseEntry): Reason {
    return createReason('ImagePinUnused', {
      file: this.#path,
      line,
      image: key,
      rendered: [...new Set(this.images.map(({ name }) => name))],
    });
  }

  fileFor(): string {
    return this.#path;
  }
}

/** What an entry of `images` pins. A tag may have a digest behind it, as Renovate writes it. */
function versionOf({ newTag, digest }: KustomizationImage): Version {
  if (!digest && newTag?.includes('@')) {
    const at = newTag.indexOf('@');
    return {
      tag: newTag.slice(0, at),
      digest: newTag.slice(at + 1),
      inOneField: true,
    };
  }
  return { ...(newTag && { tag: newTag }), ...(digest && { digest }) };
}

function unique(images: string[]): ReleaseImage[] {
  return [...new Set(images)].map(parseImage);
}
