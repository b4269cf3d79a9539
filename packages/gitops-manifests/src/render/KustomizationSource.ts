import { isRecord, isText } from '../kustomize/Kustomization';
import { YAML_1_1_BOOLEAN } from '../kustomize/kustomizationDocument';
import { readYaml } from '../yaml/readYaml';
import type { ImagePin } from './imagePin';
import { RenderRefusal } from './RenderRefusal';
import type { FilePosition } from './RepositoryFile';
import { UnsupportedRefusal } from './UnsupportedRefusal';

type Path = Array<string | number>;

/** Fields of api/types/kustomization.go that have no effect on images. */
const HARMLESS = [
  'apiVersion',
  'kind',
  'metadata',
  'openapi',
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'commonAnnotations',
  'replicas',
  'vars',
  'sortOptions',
  'crds',
  'configMapGenerator',
  'secretGenerator',
  'generatorOptions',
  'helmGlobals',
  'validators',
  'buildMetadata',
];
/** Fields that are followed. */
const FOLLOWED = [
  'resources',
  'bases',
  'components',
  'images',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'configurations',
];
/** Fields whose effect on images only their programs know. */
const OPAQUE: Record<string, string> = {
  helmCharts: 'a Helm chart',
  helmChartInflationGenerator: 'a Helm chart',
  generators: 'a generator',
  transformers: 'a transformer',
  imageTags: 'an `imageTags` list of an old kustomize',
};

/**
 * An entry of a list with its place.
 *
 * @internal
 */
export interface ListEntry<T> {
  value: T;
  at: FilePosition;
}

/**
 * A kustomization, read as far as images depend on it.
 *
 * @internal
 */
export class KustomizationSource {
  readonly #value: Record<string, unknown>;
  readonly #positionOf: (path: Path) => { line: number; column: number };

  /** @throws RenderRefusal when kustomize would refuse the file, or what it does to images cannot be told */
  constructor(readonly file: string, text: string) {
    const yaml = readYaml(text);
    if (!yaml.ok) {
      const { message, line, column } = yaml;
      throw new RenderRefusal({ file, line, column }, message);
    }
    const [document, second] = yaml.documents;
    this.#positionOf = document
      ? document.positionOf
      : () => ({ line: 1, column: 1 });
    if (!isRecord(document?.value) || second) {
      throw new RenderRefusal(
        this.at([]),
        'a kustomization is one YAML document, a map with `resources`',
      );
    }
    this.#value = document.value;
    for (const [field, value] of Object.entries(this.#value)) {
      const isEmpty =
        value === null || (Array.isArray(value) && value.length === 0);
      if (!isEmpty && field in OPAQUE) {
        throw new UnsupportedRefusal(
          this.at([field]),
          `\`${field}\` brings in ${OPAQUE[field]}, and which images come out of it cannot be told from files: render it into a file under \`resources\``,
        );
      }
      if (![...HARMLESS, ...FOLLOWED, ...Object.keys(OPAQUE)].includes(field)) {
        throw new RenderRefusal(
          this.at([field]),
          `kustomize does not know the field \`${field}\`: remove it, or correct its name`,
        );
      }
    }
  }

  get folder(): string {
    return this.file.replace(/(^|\/)[^/]*$/, '');
  }

  get isComponent(): boolean {
    return this.#value.kind === 'Component';
  }

  get hasSchemas(): boolean {
    return isRecord(this.#value.openapi);
  }

  at(path: Path): FilePosition {
    return { file: this.file, ...this.#positionOf(path) };
  }

  text(field: string): string | undefined {
    const value = this.#value[field];
    return isText(value) ? value : undefined;
  }

  map(field: string): Record<string, unknown> | undefined {
    const value = this.#value[field];
    return isRecord(value) ? value : undefined;
  }

  /** Of a list; 0 of anything else. */
  length(field: string): number {
    const value = this.#value[field];
    return Array.isArray(value) ? value.length : 0;
  }

  /** The entries of a list; of one that is missing, none. */
  list(field: string): Array<ListEntry<unknown>> {
    const value = this.#value[field] ?? [];
    if (!Array.isArray(value)) {
      throw new RenderRefusal(this.at([field]), `\`${field}\` is not a list`);
    }
    return value.map((item, index) => ({
      value: item,
      at: this.at([field, index]),
    }));
  }

  texts(field: string): Array<ListEntry<string>> {
    return this.list(field).map(({ value, at }) => {
      if (!isText(value)) {
        throw new RenderRefusal(at, `an entry of \`${field}\` is not a string`);
      }
      return { value, at };
    });
  }

  records(field: string): Array<ListEntry<Record<string, unknown>>> {
    return this.list(field).map(({ value, at }) => {
      if (!isRecord(value)) {
        throw new RenderRefusal(at, `an entry of \`${field}\` is not a map`);
      }
      return { value, at };
    });
  }

  pins(): Array<ListEntry<ImagePin>> {
    return this.records('images').map(({ value, at }, index) => {
      const field = (key: string) => {
        const text = value[key] ?? undefined;
        if (
          text !== undefined &&
          (typeof text !== 'string' || YAML_1_1_BOOLEAN.test(text))
        ) {
          throw new RenderRefusal(
            this.at(['images', index, key]),
            `\`${key}\` is not a string to kustomize: write it in quotes`,
          );
        }
        return text || undefined;
      };
      const name = field('name');
      if (!name) {
        throw new RenderRefusal(at, 'this image has no `name`');
      }
      if (field('tagSuffix')) {
        throw new UnsupportedRefusal(
          this.at(['images', index, 'tagSuffix']),
          '`tagSuffix` is not read here: write the whole tag as `newTag`',
        );
      }
      const pin = {
        name,
        newName: field('newName'),
        newTag: field('newTag'),
        digest: field('digest'),
      };
      if (pin.digest && pin.newTag?.includes('@')) {
        throw new RenderRefusal(
          this.at(['images', index, 'digest']),
          '`newTag` has a digest already: remove one of the two',
        );
      }
      return { value: pin, at };
    });
  }
}
