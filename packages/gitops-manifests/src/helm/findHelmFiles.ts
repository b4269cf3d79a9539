import type { FileLookup } from '../render/RepositoryFile';
import type { HelmFiles } from './HelmFiles';
import { HelmFinder } from './HelmFinder';
import type { HelmSettings } from './helmSettings';
import { ValuesProblem } from './ValuesLayer';

/**
 * Finds the values files of an environment: those that service.yaml names under `spec.release.helm`; else those of an Argo CD
 * Application in the service's folder; else those whose names are customary. Pure: looks only at what `lookup` gives.
 *
 * @param folder - of the service, from the repository's root, without slashes at its ends
 * @param settings - `spec.release.helm`, where it is known; read from service.yaml when left out
 * @public
 */
export function findHelmFiles(
  folder: string,
  environment: string,
  lookup: FileLookup,
  settings?: HelmSettings | 'none',
): HelmFiles {
  const finder = new HelmFinder(folder, environment, lookup, settings);
  try {
    const found = finder.find();
    return finder.unread.size > 0
      ? { kind: 'unread', paths: [...finder.unread] }
      : found;
  } catch (error) {
    if (!(error instanceof ValuesProblem)) {
      throw error;
    }
    const { at, message } = error;
    return finder.unread.size > 0
      ? { kind: 'unread', paths: [...finder.unread] }
      : { kind: 'refused', at, message };
  }
}
