import { manifestJsonSchema } from '@stonegarden/service-manifest';
import { CliContext, EXIT, UsageError } from '../CliContext';

const VERSIONS = ['v1alpha1'] as const;

/**
 * Prints the JSON Schema of a version of service.yaml.
 *
 * @internal
 */
export function runSchema(
  wanted: string | undefined,
  { print }: Pick<CliContext, 'print'>,
): number {
  const version =
    wanted === undefined
      ? VERSIONS.at(-1)
      : VERSIONS.find(one => one === wanted);
  if (!version) {
    throw new UsageError(
      `there is no version "${wanted}" of service.yaml: write ${VERSIONS.join(
        ' or ',
      )}`,
    );
  }
  print(`${JSON.stringify(manifestJsonSchema(version), undefined, 2)}\n`);
  return EXIT.clean;
}
