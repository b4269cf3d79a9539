import { helmReleaseSchema } from '@stonegarden/service-manifest';
import { isRecord } from '../kustomize/Kustomization';
import { readYaml } from '../yaml/readYaml';
import type { HelmImageKeys } from './HelmEnvironment';
import { ValuesProblem } from './ValuesLayer';

/**
 * What service.yaml says of Helm, under `spec.release.helm`.
 *
 * @public
 */
export interface HelmSettings {
  /** Folder of the chart, below the service's. */
  chart?: string;
  /** In the order in which Helm reads them; `{environment}` stands for the name of the environment. */
  valueFiles?: string[];
  images?: HelmImageKeys[];
}

/**
 * Reads `spec.release.helm` of a service.yaml; undefined where it has none. What else is wrong with the file is not said here.
 *
 * @throws ValuesProblem when it cannot be read
 * @internal
 */
export function readHelmSettings(
  text: string,
  path: string,
): HelmSettings | undefined {
  if (!/\bhelm\b/.test(text)) {
    return undefined;
  }
  const yaml = readYaml(text);
  for (const { value, positionOf } of yaml.ok ? yaml.documents : []) {
    const spec = isRecord(value) && isRecord(value.spec) ? value.spec : {};
    const release = isRecord(spec.release) ? spec.release : {};
    if (release.helm !== undefined) {
      const parsed = helmReleaseSchema.safeParse(release.helm);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new ValuesProblem(
          {
            file: path,
            ...positionOf([
              'spec',
              'release',
              'helm',
              ...(issue.path as string[]),
            ]),
          },
          `\`spec.release.helm\` cannot be read: ${issue.message}`,
        );
      }
      return parsed.data;
    }
  }
  return undefined;
}
