import {
  createReason,
  parseImage,
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
  readonly path: string;
  readonly text: string;
  readonly entries: ReleaseEntry[];
  readonly images: ReleaseImage[];
  readonly #rendered: RenderedEnvironment;
  readonly #files: ReadonlyMap<string, RepositoryFile | 'absent'>;
  readonly #folder: string;

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
    this.path = rendered.file;
    this.text = options.text;
    this.entries = pins.map((pin, index) => ({
      key: pin.name,
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

  write(versions: ReadonlyMap<string, Version>): ReleaseResult<string> {
    const edits = Array.from(versions, ([name, { tag, digest, inOneField }]) =>
      inOneField
        ? { name, newTag: `${tag}@${digest}` }
        : { name, newTag: tag, digest },
    );
    const edited = editKustomizationImages(this.text, edits, this.path);
    if (!edited.ok) {
      const { diagnostic } = edited;
      return invalid(diagnostic, diagnostic.message);
    }
    const after = renderImages(this.#folder, path =>
      path === this.path
        ? { kind: 'file', text: edited.value }
        : this.#files.get(path) ?? 'unread',
    );
    if (after.kind !== 'rendered') {
      return after.kind === 'refused'
        ? invalid(after.at, after.message)
        : invalid(
            { file: this.path, line: 1, column: 1 },
            `with the new versions, other files would be read: ${after.paths.join(
              ', ',
            )}`,
          );
    }
    const places = this.entries.flatMap(({ key }, index) => {
      const version = versions.get(key);
      return version ? [[index, version] as const] : [];
    });
    const trouble = checkPinEdit(
      this.#rendered,
      after.environment,
      new Map(places),
    );
    return trouble
      ? invalid(trouble.at, trouble.message)
      : { ok: true, value: edited.value };
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
