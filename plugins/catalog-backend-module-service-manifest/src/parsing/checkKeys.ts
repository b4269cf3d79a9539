import {
  type Diagnostic,
  diagnoseManifest,
  OWN_KEY_PREFIX,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import { takesKey } from '../entities/takesKey';

/** Of one manifest; more say nothing new. */
const MAX_TOLD = 20;

/**
 * Tells of the annotations and labels of a manifest that do not become those of its entity.
 *
 * @param allowed - as of {@link takesKey}
 * @internal
 */
export function checkKeys(
  manifest: ServiceManifest,
  allowed: readonly string[],
): Diagnostic[] {
  return (['annotations', 'labels'] as const).flatMap(kind =>
    Object.keys(manifest[kind])
      // Those of this suite are made anew, whatever a manifest says.
      .filter(key => !takesKey(key, allowed) && !key.startsWith(OWN_KEY_PREFIX))
      .slice(0, MAX_TOLD)
      .map(key =>
        diagnoseManifest(manifest, {
          severity: 'warning',
          code: 'annotation-not-taken',
          message: `${
            kind === 'annotations' ? 'The annotation' : 'The label'
          } ${JSON.stringify(
            key.slice(0, 100),
          )} is not taken into the catalog, because plugins trust keys with a prefix: remove it, or ask whoever runs the portal to allow its prefix in the settings of this source`,
          field: `metadata.${kind}[${JSON.stringify(key)}]`,
        }),
      ),
  );
}
