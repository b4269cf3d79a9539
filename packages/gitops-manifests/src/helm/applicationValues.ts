import { isRecord, isText, listOf } from '../kustomize/Kustomization';
import { joinPath } from '../render/joinPath';
import { type ParsedDocument, readYaml } from '../yaml/readYaml';
import type { HelmValues } from './HelmEnvironment';
import type { ListedValues } from './ListedValues';
import { ValuesProblem } from './ValuesLayer';

/** Where an Application of an environment may be, below the folder of the service. */
const APPLICATIONS = [
  'environments/{environment}/application.yaml',
  'application-{environment}.yaml',
  'applications/{environment}.yaml',
  '{environment}/application.yaml',
  'application.yaml',
];

/**
 * What an Argo CD Application says of the values of an environment.
 *
 * @internal
 */
export interface ApplicationValues {
  /** The files that it lists; undefined where it lists none. */
  valueFiles(): ListedValues[] | undefined;
  /** Values and parameters in it, which take precedence over files. */
  inline: HelmValues[];
}

type Fields = Record<string, unknown>;

/**
 * Reads the Application of an environment that is in the folder of its service; undefined where there is none that uses Helm.
 *
 * @param folder - of the service
 * @param textAt - the text of a file below the service's folder, whose name may have `{environment}`
 * @internal
 */
export function applicationValues(
  folder: string,
  environment: string,
  textAt: (path: string) => string | undefined,
): ApplicationValues | undefined {
  for (const name of APPLICATIONS) {
    const path = name.replace(/\{environment\}/g, environment);
    const text = textAt(path);
    const isOnly = path !== name;
    const yaml = text === undefined ? undefined : readYaml(text);
    for (const { value, positionOf } of yaml?.ok ? yaml.documents : []) {
      if (isApplication(value) && (isOnly || isOf(value, environment))) {
        const sources = sourcesOf(value.spec);
        if (sources.some(({ fields }) => isRecord(fields.helm))) {
          return read(
            sources,
            joinPath(folder, path) ?? path,
            environment,
            positionOf,
          );
        }
      }
    }
  }
  return undefined;
}

function isApplication(value: unknown): value is Fields & { spec: Fields } {
  return (
    isRecord(value) &&
    value.kind === 'Application' &&
    typeof value.apiVersion === 'string' &&
    value.apiVersion.startsWith('argoproj.io/') &&
    isRecord(value.spec)
  );
}

/** Of several in one file, that of an environment has its name at the end, or in its label. */
function isOf({ metadata }: Fields, environment: string): boolean {
  const { name, labels } = isRecord(metadata) ? metadata : ({} as Fields);
  return (
    (isText(name) &&
      (name === environment || name.endsWith(`-${environment}`))) ||
    (isRecord(labels) && Object.values(labels).includes(environment))
  );
}

function sourcesOf(spec: Fields): Array<{ fields: Fields; keys: string[] }> {
  const several = listOf(spec.sources) ?? [];
  return several.length > 0
    ? several.flatMap((fields, index) =>
        isRecord(fields) ? [{ fields, keys: ['sources', String(index)] }] : [],
      )
    : [spec.source].flatMap(fields =>
        isRecord(fields) ? [{ fields, keys: ['source'] }] : [],
      );
}

function read(
  sources: ReturnType<typeof sourcesOf>,
  path: string,
  environment: string,
  positionOf: ParsedDocument['positionOf'],
): ApplicationValues {
  const withHelm = sources.filter(({ fields }) => isRecord(fields.helm));
  const refs = new Set(sources.flatMap(({ fields }) => fields.ref ?? []));
  return {
    valueFiles: () => {
      const listed = withHelm.flatMap(({ fields, keys }) => {
        const helm = fields.helm as Fields;
        return (listOf(helm.valueFiles) ?? []).filter(isText).map(file => {
          const at = {
            file: path,
            ...positionOf(['spec', ...keys, 'helm', 'valueFiles']),
          };
          const [, ref, inRef] = /^\$([^/]+)\/(.+)$/.exec(file) ?? [];
          const found =
            ref === undefined
              ? joinPath(isText(fields.path) ? fields.path : '', file)
              : refs.has(ref) && joinPath('', inRef);
          if (!found || /:\/\/|[*?[]/.test(file)) {
            throw new ValuesProblem(
              at,
              `the values file ${file} cannot be followed: write a path in this repository`,
            );
          }
          return {
            path: found,
            at,
            isOwn: isNamedAfter(found, environment),
            isOptional: helm.ignoreMissingValueFiles === true,
          };
        });
      });
      return listed.length > 0 ? listed : undefined;
    },
    inline: withHelm.flatMap(({ fields, keys }) =>
      inlineValues(fields.helm as Fields, path, key =>
        positionOf(['spec', ...keys, 'helm', key]),
      ),
    ),
  };
}

/** Whether the name of an environment is a folder of a path, or a part of its file's name. */
function isNamedAfter(path: string, environment: string): boolean {
  const name = environment.replace(/[^\w-]/g, '');
  return new RegExp(`(?:^|[-._/])${name}(?:[-._/]|$)`).test(path);
}

function inlineValues(
  helm: Fields,
  path: string,
  positionOf: (key: string) => { line: number; column: number },
): HelmValues[] {
  const found: HelmValues[] = [];
  const add = (key: string, content: unknown) => {
    if (isRecord(content) && Object.keys(content).length > 0) {
      found.push({ path, content, at: { file: path, ...positionOf(key) } });
    }
  };
  // Argo CD takes valuesObject in place of values, and passes parameters to --set, which is read last.
  if (isRecord(helm.valuesObject)) {
    add('valuesObject', helm.valuesObject);
  } else if (isText(helm.values)) {
    const yaml = readYaml(helm.values);
    add('values', yaml.ok ? yaml.documents[0]?.value : undefined);
  }
  add('parameters', parametersOf(helm.parameters));
  return found;
}

function parametersOf(parameters: unknown): Fields {
  const values: Fields = {};
  for (const one of listOf(parameters) ?? []) {
    if (isRecord(one) && isText(one.name)) {
      const keys = one.name
        .split(/(?<!\\)\./)
        .map(part => part.replace(/\\\./g, '.'));
      let place = values;
      for (const key of keys.slice(0, -1)) {
        const inner = Object.hasOwn(place, key) ? place[key] : undefined;
        const map = isRecord(inner) ? inner : {};
        Object.defineProperty(place, key, {
          value: map,
          enumerable: true,
          writable: true,
          configurable: true,
        });
        place = map;
      }
      Object.defineProperty(place, keys[keys.length - 1], {
        value: String(one.value ?? ''),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
  }
  return values;
}
