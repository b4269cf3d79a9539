import { isRecord } from '../kustomize/Kustomization';
import { readYaml } from '../yaml/readYaml';
import type { CompleteManifests } from './accumulateManifests';
import { fillGenerated } from './fillGenerated';
import type { KustomizationSource } from './KustomizationSource';
import { type Manifest, nameOf } from './Manifest';
import { selectManifests } from './selectManifests';
import { UnsupportedRefusal } from './UnsupportedRefusal';

type Fields = Record<string, unknown>;

/** What is not done here, because references to what it changes would have to be followed. */
const REFUSED = ['namePrefix', 'nameSuffix', 'vars', 'replacements'];
const CLUSTER_SCOPED =
  /^(Namespace|ClusterRole|ClusterRoleBinding|PersistentVolume|StorageClass|PriorityClass|IngressClass|CustomResourceDefinition|APIService|(Mutating|Validating)WebhookConfiguration)$/;
const SCALED = [
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
];
/** Lists that a strategic merge patch of a pod replaces, or merges by names. */
const KNOWN_LISTS = [
  'containers',
  'initContainers',
  'volumes',
  'env',
  'volumeMounts',
  'envFrom',
  'tolerations',
  'command',
  'args',
];

/**
 * Namespaces, labels, annotations and numbers of replicas as kustomize writes them, and the content of what it generates.
 *
 * @internal
 */
export const completeManifests: CompleteManifests = {
  generated: fillGenerated,

  patch({ text, target, at }, manifests) {
    const yaml = readYaml(text);
    const merges = (yaml.ok ? yaml.documents : []).filter(({ value }) =>
      isRecord(value),
    );
    if (merges.some(({ value }) => hasOtherList(value))) {
      throw new UnsupportedRefusal(
        at,
        'how this patch merges its lists cannot be told from files: write it as a list of operations',
      );
    }
    if (target && selectManifests(manifests, target).possible.length > 0) {
      throw new UnsupportedRefusal(
        at,
        'what this patch is for cannot be told: name its target by `kind` and `name`, without a pattern or labels',
      );
    }
  },

  transform(manifests, source) {
    const refused = REFUSED.find(
      field => source.text(field) || source.length(field) > 0,
    );
    if (refused) {
      throw new UnsupportedRefusal(
        source.at([refused]),
        `what \`${refused}\` makes of other fields is not told here`,
      );
    }
    const namespace = source.text('namespace');
    for (const { kind, value } of namespace ? manifests : []) {
      if (kind === 'Namespace') {
        map(value, 'metadata').name = namespace;
      } else if (!CLUSTER_SCOPED.test(kind)) {
        map(value, 'metadata').namespace = namespace;
      }
    }
    if (namespace) {
      writeSubjects(manifests, namespace);
    }
    writeLabels(manifests, source);
    const annotations = source.map('commonAnnotations');
    for (const { value } of annotations ? manifests : []) {
      for (const metadata of [map(value, 'metadata'), ...templates(value)]) {
        Object.assign(map(metadata, 'annotations'), annotations);
      }
    }
    for (const { value } of source.records('replicas')) {
      for (const manifest of manifests) {
        if (SCALED.includes(manifest.kind) && nameOf(manifest) === value.name) {
          map(manifest.value, 'spec').replicas = value.count;
        }
      }
    }
  },
};

/** Bindings name the accounts that are rendered with them where those are now. */
function writeSubjects(manifests: Manifest[], namespace: string) {
  const accounts = manifests
    .filter(({ kind }) => kind === 'ServiceAccount')
    .map(nameOf);
  for (const { kind, value } of manifests) {
    const isBinding = ['RoleBinding', 'ClusterRoleBinding'].includes(kind);
    const subjects = isBinding && Array.isArray(value.subjects);
    for (const subject of subjects ? (value.subjects as unknown[]) : []) {
      if (
        isRecord(subject) &&
        subject.kind === 'ServiceAccount' &&
        ['default', ...accounts].includes(String(subject.name))
      ) {
        subject.namespace = namespace;
      }
    }
  }
}

function writeLabels(manifests: Manifest[], source: KustomizationSource) {
  const common = source.map('commonLabels');
  const entries = [
    ...source.records('labels'),
    ...(common
      ? [
          {
            value: { pairs: common, includeSelectors: true } as Fields,
            at: source.at(['commonLabels']),
          },
        ]
      : []),
  ];
  for (const { value: entry, at } of entries) {
    if (entry.fields) {
      throw new UnsupportedRefusal(
        at,
        'labels at further `fields` are not told here',
      );
    }
    const pairs = isRecord(entry.pairs) ? entry.pairs : {};
    const inTemplates = entry.includeTemplates || entry.includeSelectors;
    for (const { kind, value } of manifests) {
      const places = [
        map(value, 'metadata'),
        ...(inTemplates ? templates(value) : []),
        ...(inTemplates ? claims(value) : []),
      ];
      for (const metadata of places) {
        Object.assign(map(metadata, 'labels'), pairs);
      }
      for (const labels of entry.includeSelectors
        ? selectors(kind, value)
        : []) {
        Object.assign(labels, pairs);
      }
    }
  }
}

/** The metadata of the pods, and of the jobs of a CronJob, that a workload makes. */
function templates({ kind, apiVersion, spec }: Fields): Fields[] {
  if (!isRecord(spec) || !isOwnKind(apiVersion)) {
    return [];
  }
  const { jobTemplate, template } = spec;
  if (kind === 'CronJob' && isRecord(jobTemplate)) {
    return [
      map(jobTemplate, 'metadata'),
      ...templates({ ...jobTemplate, apiVersion }),
    ];
  }
  return isRecord(template) ? [map(template, 'metadata')] : [];
}

function claims({ kind, spec }: Fields): Fields[] {
  const list = isRecord(spec) ? spec.volumeClaimTemplates : undefined;
  return kind === 'StatefulSet' && Array.isArray(list)
    ? list.filter(isRecord).map(claim => map(claim, 'metadata'))
    : [];
}

function selectors(kind: string, { apiVersion, spec }: Fields): Fields[] {
  if (!isRecord(spec) || !isOwnKind(apiVersion)) {
    return [];
  }
  if (kind === 'Service' || kind === 'ReplicationController') {
    return isRecord(spec.selector) ? [spec.selector] : [];
  }
  if (['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].includes(kind)) {
    return [map(map(spec, 'selector'), 'matchLabels')];
  }
  const field = kind === 'NetworkPolicy' ? spec.podSelector : spec.selector;
  const { matchLabels } = isRecord(field) ? field : { matchLabels: undefined };
  const isKnown = ['NetworkPolicy', 'PodDisruptionBudget', 'Job'].includes(
    kind,
  );
  return isKnown && isRecord(matchLabels) ? [matchLabels] : [];
}

/** Of Kubernetes itself; kustomize knows no templates and selectors of other kinds. */
function isOwnKind(apiVersion: unknown): boolean {
  return /^(v1|(apps|batch|policy|networking\.k8s\.io)\/\w+)$/.test(
    String(apiVersion),
  );
}

function hasOtherList(value: unknown, key = ''): boolean {
  if (Array.isArray(value)) {
    return !KNOWN_LISTS.includes(key) || value.some(one => hasOtherList(one));
  }
  return (
    isRecord(value) &&
    Object.entries(value).some(([name, item]) => hasOtherList(item, name))
  );
}

/** A map within a map, made where there is none. */
function map(holder: Fields, key: string): Fields {
  const known = holder[key];
  if (isRecord(known)) {
    return known;
  }
  const made: Fields = {};
  holder[key] = made;
  return made;
}
