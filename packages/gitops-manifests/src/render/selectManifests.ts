import { isRecord, isText } from '../kustomize/Kustomization';
import type { Manifest } from './Manifest';

/**
 * The `target` of a patch.
 *
 * @internal
 */
export interface Selection {
  /** Certainly selected. */
  certain: Manifest[];
  /** Selected perhaps: by labels, or by a pattern that is not read here. */
  possible: Manifest[];
}

const LITERAL = /^[\w./-]*$/;

/**
 * The manifests that a patch's `target` selects. All its fields are regular expressions for the whole text to kustomize.
 *
 * @internal
 */
export function selectManifests(
  manifests: readonly Manifest[],
  target: Record<string, unknown>,
): Selection {
  const byLabels = [target.labelSelector, target.annotationSelector].some(
    isText,
  );
  const selection: Selection = { certain: [], possible: [] };
  for (const manifest of manifests) {
    const { group, version } = splitApiVersion(manifest.apiVersion);
    const { ids } = manifest;
    const known = [ids[0], ids[ids.length - 1]];
    const answers = [
      fits(target.group, [group]),
      fits(target.version, [version]),
      fits(target.kind, [manifest.kind]),
      fits(
        target.name,
        known.map(({ name }) => name),
      ),
      fits(
        target.namespace,
        known.map(({ namespace }) => namespace || 'default'),
      ),
    ];
    if (!answers.includes('no')) {
      const isSure = !byLabels && !answers.includes('perhaps');
      selection[isSure ? 'certain' : 'possible'].push(manifest);
    }
  }
  return selection;
}

/**
 * The manifests that a strategic merge patch without a target names by itself.
 *
 * @internal
 */
export function manifestsNamedBy(
  manifests: readonly Manifest[],
  patch: Record<string, unknown>,
): Manifest[] {
  const metadata = isRecord(patch.metadata) ? patch.metadata : {};
  const namespace = isText(metadata.namespace) ? metadata.namespace : '';
  return manifests.filter(
    one =>
      one.kind === patch.kind &&
      one.apiVersion === patch.apiVersion &&
      one.ids.some(
        id =>
          id.name === metadata.name &&
          (id.namespace || 'default') === (namespace || 'default'),
      ),
  );
}

function fits(
  pattern: unknown,
  texts: readonly string[],
): 'yes' | 'no' | 'perhaps' {
  if (!isText(pattern)) {
    return 'yes';
  }
  if (!LITERAL.test(pattern)) {
    return 'perhaps';
  }
  const expression = new RegExp(`^(?:${pattern})$`);
  return texts.some(text => expression.test(text)) ? 'yes' : 'no';
}

function splitApiVersion(apiVersion: string) {
  const [version, group = ''] = apiVersion.split('/').reverse();
  return { group, version };
}
