import { isRecord, isText } from '../kustomize/Kustomization';
import { contentSuffix } from './contentSuffix';
import { type Manifest, nameOf } from './Manifest';
import { podPathOf } from './podPathOf';

type Fields = Record<string, unknown>;
type NewName = (
  kind: 'ConfigMap' | 'Secret',
  holder: unknown,
  field: string,
) => void;

/**
 * Gives what generators made the names that kustomize gives them for their content, and follows them where kustomize does: in
 * the pods of Kubernetes' own kinds, the image pull secrets of ServiceAccounts and the certificates of an Ingress.
 *
 * @param sha256 - of a text, in hexadecimal
 * @internal
 */
export function addContentSuffixes(
  manifests: readonly Manifest[],
  sha256: (text: string) => string,
): void {
  const names = new Map<string, string>();
  for (const manifest of manifests) {
    if (manifest.isNamedByContent) {
      const { kind, value } = manifest;
      const name = nameOf(manifest);
      const suffixed = `${name}-${contentSuffix(value, sha256)}`;
      names.set(keyOf(kind, value, name), suffixed);
      fieldsOf(value.metadata).name = suffixed;
    }
  }
  for (const { value } of names.size > 0 ? manifests : []) {
    follow(value, (kind, holder, field) => {
      const name = isRecord(holder) ? holder[field] : undefined;
      const suffixed = isText(name) && names.get(keyOf(kind, value, name));
      if (suffixed) {
        fieldsOf(holder)[field] = suffixed;
      }
    });
  }
}

/** Only what is in the same namespace is referred to by name. */
function keyOf(kind: string, { metadata }: Fields, name: string): string {
  return JSON.stringify([kind, fieldsOf(metadata).namespace ?? '', name]);
}

function follow(value: Fields, newName: NewName): void {
  const path = podPathOf(value);
  if (path) {
    const pod = path.reduce<unknown>((one, key) => fieldsOf(one)[key], value);
    followPod(fieldsOf(pod), newName);
  } else if (value.kind === 'ServiceAccount') {
    entriesOf(value.imagePullSecrets).forEach(one =>
      newName('Secret', one, 'name'),
    );
  } else if (value.kind === 'Ingress') {
    entriesOf(fieldsOf(value.spec).tls).forEach(one =>
      newName('Secret', one, 'secretName'),
    );
  }
}

function followPod(pod: Fields, newName: NewName): void {
  entriesOf(pod.imagePullSecrets).forEach(one =>
    newName('Secret', one, 'name'),
  );
  for (const volume of entriesOf(pod.volumes)) {
    newName('ConfigMap', volume.configMap, 'name');
    newName('Secret', volume.secret, 'secretName');
    for (const source of entriesOf(fieldsOf(volume.projected).sources)) {
      newName('ConfigMap', source.configMap, 'name');
      newName('Secret', source.secret, 'name');
    }
  }
  for (const container of [
    ...entriesOf(pod.initContainers),
    ...entriesOf(pod.containers),
  ]) {
    for (const one of entriesOf(container.envFrom)) {
      newName('ConfigMap', one.configMapRef, 'name');
      newName('Secret', one.secretRef, 'name');
    }
    for (const { valueFrom } of entriesOf(container.env)) {
      newName('ConfigMap', fieldsOf(valueFrom).configMapKeyRef, 'name');
      newName('Secret', fieldsOf(valueFrom).secretKeyRef, 'name');
    }
  }
}

function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function entriesOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
