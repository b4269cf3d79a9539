import {
  manifestJsonSchema,
  ManifestVersion,
} from '@stonegarden/service-manifest';
import { CliContext, EXIT, UsageError } from '../CliContext';

/** A record, so that a version that is new cannot be forgotten. */
const VERSIONS: Record<ManifestVersion, true> = {
  v1alpha1: true,
  v1beta1: true,
};

/**
 * Prints the JSON Schema of a version of service.yaml.
 *
 * @internal
 */
export function runSchema(
  wanted: string = 'v1alpha1',
  { print }: Pick<CliContext, 'print'>,
): number {
  if (!isVersion(wanted)) {
    throw new UsageError(
      `there is no version "${wanted}" of service.yaml: write ${Object.keys(
        VERSIONS,
      ).join(' or ')}`,
    );
  }
  print(`${JSON.stringify(manifestJsonSchema(wanted), undefined, 2)}\n`);
  return EXIT.clean;
}

function isVersion(text: string): text is ManifestVersion {
  return Object.hasOwn(VERSIONS, text);
}
