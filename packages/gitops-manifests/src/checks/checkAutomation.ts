import {
  createDiagnostic,
  type Diagnostic,
  type ManifestEnvironment,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { fileParams } from '../applicationSets/fileParams';
import {
  type FilesGenerator,
  filesGenerators,
  readsFile,
  selects,
} from '../applicationSets/filesGenerators';
import {
  type ArgocdDocument,
  argocdName,
  isOfArgocd,
} from '../applicationSets/argocdDocuments';
import type { TreeDocument } from '../applicationSets/TreeDocument';
import { isRecord, isText, listOf } from '../kustomize/Kustomization';
import type { YamlPath } from '../yaml/readYaml';

const LIST_DEPTH = 6;

/**
 * Whether what Argo CD is told beside a manifest syncs the environments automatically that the manifest says it does, and no
 * others. What a template decides case by case is not judged.
 *
 * @param text - of the service.yaml
 * @param documents - documents of the repository that may be Applications or ApplicationSets
 * @internal
 */
export function checkAutomation(
  manifest: ServiceManifest,
  text: string,
  documents: readonly TreeDocument[],
): Diagnostic[] {
  const params = fileParams(text);
  return documents.flatMap(document => {
    const said = isOfArgocd(document, 'ApplicationSet')
      ? ofApplicationSet(document, manifest, params)
      : ofApplication(document, manifest);
    return said
      ? said.environments.flatMap(environment =>
          differs(environment, said, document),
        )
      : [];
  });
}

interface Automation {
  what: string;
  isAutomated: boolean;
  environments: ManifestEnvironment[];
  /** Of what says so. */
  path: YamlPath;
}

function differs(
  { name, autoSync }: ManifestEnvironment,
  { what, isAutomated, path }: Automation,
  document: TreeDocument,
): Diagnostic[] {
  if (autoSync === isAutomated) {
    return [];
  }
  return [
    createDiagnostic({
      severity: 'error',
      code: 'automation-differs',
      message: isAutomated
        ? `${what} syncs "${name}" automatically, but service.yaml says autoSync: false, so that nothing waits for a promotion's gates: take syncPolicy.automated out of here for it, or write autoSync: true`
        : `${what} does not sync "${name}" automatically, but service.yaml says autoSync: true: add syncPolicy.automated here for it, or write autoSync: false`,
      file: document.path,
      ...document.positionOf(path),
    }),
  ];
}

function ofApplication(
  document: TreeDocument,
  { environments, location }: ServiceManifest,
): Automation | undefined {
  const value = isOfArgocd(document, 'Application') ? document.value : {};
  const { spec } = value;
  if (!isRecord(spec)) {
    return undefined;
  }
  const sources = [spec.source, ...(listOf(spec.sources) ?? [])];
  const paths = sources.flatMap(one =>
    isRecord(one) && isText(one.path)
      ? [one.path.replace(/^\.?\/|\/$/g, '')]
      : [],
  );
  const own = environments.filter(({ name }) =>
    paths.includes(
      [location.directory, 'environments', name].filter(Boolean).join('/'),
    ),
  );
  const automated = automatedIn(spec);
  return own.length === 0 || automated === undefined
    ? undefined
    : {
        what: `The Application "${argocdName(value)}"`,
        isAutomated: automated,
        environments: own,
        path: pathIn(spec, ['spec']),
      };
}

function ofApplicationSet(
  { value, path }: ArgocdDocument,
  manifest: ServiceManifest,
  params: Map<string, string>,
): Automation | undefined {
  const spec = isRecord(value.spec) ? value.spec : {};
  const template = isRecord(spec.template) ? spec.template : {};
  const inner = isRecord(template.spec) ? template.spec : {};
  const isOurs =
    filesGenerators(value).some(
      generator =>
        (readsFile(generator, manifest.location.path, 'surely') ||
          isOwnFile(generator, path, manifest)) &&
        selects(generator, params) === true,
    ) || deploysFrom(inner, manifest);
  const automated = automatedIn(inner);
  // A patch of the template decides for each environment.
  if (!isOurs || automated === undefined || spec.templatePatch !== undefined) {
    return undefined;
  }
  return {
    what: `The ApplicationSet "${argocdName(value)}"`,
    isAutomated: automated,
    environments: generatedEnvironments(spec, manifest),
    path: pathIn(inner, ['spec', 'template', 'spec']),
  };
}

/**
 * Whether an ApplicationSet beside a service.yaml reads that file, by a path that is not from the root of this repository: what
 * lies in the folder of a service is about that service.
 */
function isOwnFile(
  { files }: FilesGenerator,
  path: string,
  { location }: ServiceManifest,
): boolean {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return (
    folder === location.directory &&
    files.some(
      one => !one.exclude && `/${location.path}`.endsWith(`/${one.path}`),
    )
  );
}

/** Whether what is deployed lies in the folder of the service, whatever finds it. */
function deploysFrom(
  spec: Record<string, unknown>,
  { location }: ServiceManifest,
): boolean {
  const folder = [location.directory, 'environments/']
    .filter(Boolean)
    .join('/');
  return [spec.source, ...(listOf(spec.sources) ?? [])].some(
    one =>
      isRecord(one) &&
      isText(one.path) &&
      one.path.replace(/^\.?\//, '').startsWith(folder),
  );
}

/** Whether an Application is synced automatically; undefined where a template decides. */
function automatedIn(spec: Record<string, unknown>): boolean | undefined {
  const policy = isRecord(spec.syncPolicy) ? spec.syncPolicy : {};
  const { automated } = policy;
  if (isText(spec.syncPolicy) || isText(automated)) {
    return undefined;
  }
  if (automated === undefined || automated === null) {
    return false;
  }
  const { enabled } = isRecord(automated) ? automated : { enabled: true };
  return isText(enabled) ? undefined : enabled !== false;
}

function pathIn(spec: Record<string, unknown>, path: YamlPath): YamlPath {
  const policy = isRecord(spec.syncPolicy) ? spec.syncPolicy : undefined;
  if (!policy) {
    return path;
  }
  return policy.automated === undefined
    ? [...path, 'syncPolicy']
    : [...path, 'syncPolicy', 'automated'];
}

/** Those environments of a service that an ApplicationSet certainly makes an Application for. */
function generatedEnvironments(
  spec: Record<string, unknown>,
  { environments }: ServiceManifest,
): ManifestEnvironment[] {
  const words = new Set<string>();
  let isFromManifest = false;
  const collect = (value: unknown, depth: number) => {
    if (depth > LIST_DEPTH || !isRecord(value)) {
      return;
    }
    const { list } = value;
    if (isRecord(list)) {
      for (const element of listOf(list.elements) ?? []) {
        const fields = isRecord(element) ? Object.values(element) : [];
        fields.filter(isText).forEach(one => words.add(one));
      }
      isFromManifest ||=
        isText(list.elementsYaml) &&
        /spec\.environments/.test(list.elementsYaml);
    }
    for (const kind of ['matrix', 'merge']) {
      const nested = value[kind];
      if (isRecord(nested)) {
        (listOf(nested.generators) ?? []).forEach(one =>
          collect(one, depth + 1),
        );
      }
    }
  };
  (listOf(spec.generators) ?? []).forEach(one => collect(one, 0));
  return isFromManifest
    ? environments
    : environments.filter(({ name }) => words.has(name));
}
