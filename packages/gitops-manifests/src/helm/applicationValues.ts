import { isRecord, isText, listOf } from '../kustomize/Kustomization';
import { joinPath } from '../render/joinPath';
import type { FilePosition } from '../render/RepositoryFile';
import { readYaml } from '../yaml/readYaml';
import type { HelmValues } from './HelmEnvironment';
import type { ListedValues } from './ListedValues';
import { parameterValues } from './parameterValues';
import { ValuesProblem } from './ValuesLayer';

/** Where an Application of an environment may be, below the folder of the service. */
const APPLICATIONS = [
  'environments/{environment}/application.yaml',
  'application-{environment}.yaml',
  'applications/{environment}.yaml',
  '{environment}/application.yaml',
  'application.yaml',
  'applicationset.yaml',
];

/**
 * What an Argo CD Application says of the values of an environment.
 *
 * @internal
 */
export interface ApplicationValues {
  /** The files that it lists; undefined where it lists none. */
  valueFiles(): ListedValues[] | undefined;
  /** Folder of the chart; undefined for a chart that is not in this repository. */
  chart?: string;
  /** Values and parameters in it, which take precedence over files. */
  inline: HelmValues[];
}

type Fields = Record<string, unknown>;

interface Source {
  fields: Fields;
  helm: Fields;
  /** Where it stands, from the document's root. */
  keys: string[];
}

/**
 * Reads the Application of an environment that is in the folder of its service, or the ApplicationSet that makes it; undefined
 * where there is none that uses Helm.
 *
 * @param folder - of the service
 * @param textAt - the text of a file below the service's folder, whose name may have `{environment}`
 * @throws ValuesProblem when what it says cannot be followed
 * @internal
 */
export function applicationValues(
  folder: string,
  environment: string,
  textAt: (path: string) => string | undefined,
): ApplicationValues | undefined {
  for (const name of APPLICATIONS) {
    const below = name.replace(/\{environment\}/g, environment);
    const text = textAt(below);
    const isOnly = below !== name;
    const yaml = text === undefined ? undefined : readYaml(text);
    for (const { value, positionOf } of yaml?.ok ? yaml.documents : []) {
      const made = applicationOf(value, environment, isOnly);
      const sources = made ? sourcesOf(made.spec, made.keys) : [];
      const [source, second] = sources.flatMap(one =>
        isRecord(one.fields.helm) ? [{ ...one, helm: one.fields.helm }] : [],
      );
      const path = joinPath(folder, below) ?? below;
      const at = (keys: string[]) => ({ file: path, ...positionOf(keys) });
      if (second) {
        throw new ValuesProblem(
          at(second.keys),
          'this Application has several sources of Helm, each with values of its own: write those that have the versions in service.yaml under spec.release.helm.valueFiles',
        );
      }
      if (source) {
        const refs = sources.flatMap(({ fields }) => fields.ref ?? []);
        return read(source, refs, { folder, environment }, at);
      }
    }
  }
  return undefined;
}

function isArgocd(
  value: unknown,
  kind: string,
): value is Fields & { spec: Fields } {
  return (
    isRecord(value) &&
    value.kind === kind &&
    typeof value.apiVersion === 'string' &&
    value.apiVersion.startsWith('argoproj.io/') &&
    isRecord(value.spec)
  );
}

/** The spec of an environment's Application, and where it stands in the document. */
function applicationOf(
  value: unknown,
  environment: string,
  isOnly: boolean,
): { spec: Fields; keys: string[] } | undefined {
  if (isArgocd(value, 'Application')) {
    return isOnly || isOf(value, environment)
      ? { spec: value.spec, keys: ['spec'] }
      : undefined;
  }
  if (!isArgocd(value, 'ApplicationSet') || !isRecord(value.spec.template)) {
    return undefined;
  }
  const { spec } = value.spec.template;
  const parameters = parametersOfSet(value.spec.generators, environment);
  return isRecord(spec)
    ? {
        spec: filled(spec, parameters) as Fields,
        keys: ['spec', 'template', 'spec'],
      }
    : undefined;
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

/** What a set fills into its template for an environment: the element of a list that has its name, and common names for it. */
function parametersOfSet(generators: unknown, environment: string): Fields {
  const element = (listOf(generators) ?? [])
    .flatMap(one =>
      isRecord(one) && isRecord(one.list)
        ? listOf(one.list.elements) ?? []
        : [],
    )
    .filter(isRecord)
    .find(one => Object.values(one).includes(environment));
  return {
    environment,
    env: environment,
    'path.basename': environment,
    ...element,
  };
}

/** Fills in parameters; what is not known stays, to be refused where it is needed. */
function filled(value: unknown, parameters: Fields): unknown {
  if (typeof value === 'string') {
    return value.replace(/\{\{\s*\.?([\w.-]+)\s*\}\}/g, (whole, name) => {
      const known = Object.hasOwn(parameters, name) && parameters[name];
      return isText(known) ? known : whole;
    });
  }
  if (Array.isArray(value)) {
    return value.map(one => filled(one, parameters));
  }
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, one]) => [
          key,
          filled(one, parameters),
        ]),
      )
    : value;
}

function sourcesOf(
  spec: Fields,
  keys: string[],
): Array<{ fields: Fields; keys: string[] }> {
  const several = listOf(spec.sources) ?? [];
  return several.length > 0
    ? several.flatMap((fields, index) =>
        isRecord(fields)
          ? [{ fields, keys: [...keys, 'sources', String(index)] }]
          : [],
      )
    : [spec.source].flatMap(fields =>
        isRecord(fields) ? [{ fields, keys: [...keys, 'source'] }] : [],
      );
}

function read(
  { fields, helm, keys }: Source,
  refs: unknown[],
  service: { folder: string; environment: string },
  at: (keys: string[]) => FilePosition,
): ApplicationValues {
  const place = isText(fields.path) ? fields.path : '';
  if ((listOf(helm.fileParameters) ?? []).length > 0) {
    throw new ValuesProblem(
      at([...keys, 'helm', 'fileParameters']),
      '`fileParameters` are not read here: write the values into a values file',
    );
  }
  const pathOf = (file: string) => {
    const [, ref, inRef] = /^\$([^/]+)\/(.+)$/.exec(file) ?? [];
    const isElsewhere = /:\/\/|[*?[{]/.test(file);
    if (isElsewhere || (ref !== undefined && !refs.includes(ref))) {
      return undefined;
    }
    return ref === undefined ? joinPath(place, file) : joinPath('', inRef);
  };
  return {
    ...(isText(fields.chart) ? {} : { chart: joinPath('', place) }),
    valueFiles: () => {
      const files = (listOf(helm.valueFiles) ?? []).filter(isText);
      const listed = files.map(file => {
        const where = at([...keys, 'helm', 'valueFiles']);
        const path = pathOf(file);
        if (!path) {
          throw new ValuesProblem(
            where,
            `the values file ${file} cannot be followed: write a path in this repository`,
          );
        }
        return {
          path,
          at: where,
          isOwn: isNamedAfter(path, service),
          isOptional: helm.ignoreMissingValueFiles === true,
        };
      });
      return listed.length > 0 ? listed : undefined;
    },
    inline: inlineValues(helm, key => at([...keys, 'helm', key])),
  };
}

/**
 * Whether the name of an environment is a folder of a path, or a part of its file's name, below the folder of the service: where
 * services lie in a folder of the same name, it says nothing.
 */
function isNamedAfter(
  path: string,
  { folder, environment }: { folder: string; environment: string },
): boolean {
  const prefix = folder === '' ? '' : `${folder}/`;
  if (!path.startsWith(prefix)) {
    return false;
  }
  const name = environment.replace(/[^\w-]/g, '');
  return new RegExp(`(?:^|[-._/])${name}(?:[-._/]|$)`).test(
    path.slice(prefix.length),
  );
}

function inlineValues(
  helm: Fields,
  positionOf: (key: string) => FilePosition,
): HelmValues[] {
  const found: HelmValues[] = [];
  const add = (key: string, content: unknown) => {
    if (isRecord(content) && Object.keys(content).length > 0) {
      const at = positionOf(key);
      found.push({ path: at.file, content, at });
    }
  };
  // Argo CD takes valuesObject in place of values, and passes parameters to --set, which is read last.
  if (isRecord(helm.valuesObject)) {
    add('valuesObject', helm.valuesObject);
  } else if (isText(helm.values)) {
    const yaml = readYaml(helm.values);
    add('values', yaml.ok ? yaml.documents[0]?.value : undefined);
  }
  add('parameters', parameterValues(helm.parameters));
  return found;
}
