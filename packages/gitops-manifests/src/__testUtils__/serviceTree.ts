import { serviceAround } from '../checks/serviceAround';
import type { ServiceTree } from '../checks/ServiceTree';

/** A repository of which every file is known, as `stonegarden lint` reads it. */
export function serviceTreeOf(files: Record<string, string>): ServiceTree {
  const all = Object.keys(files);
  const folders = new Set(
    all
      .filter(path => path.endsWith('/service.yaml'))
      .map(path => path.slice(0, -'/service.yaml'.length)),
  );
  const paths = new Map<string, Set<string>>();
  const environmentFolders = new Map<string, string[]>();
  const own = new Map<string, string>();
  const others = new Map<string, string>();
  for (const [path, text] of Object.entries(files)) {
    const folder = serviceAround(path, folders);
    const below = folder === undefined ? '' : path.slice(folder.length + 1);
    if (folder !== undefined) {
      paths.set(folder, (paths.get(folder) ?? new Set()).add(below));
    }
    const [, environment] = /^environments\/([^/]+)\//.exec(below) ?? [];
    if (folder !== undefined && environment) {
      const names = environmentFolders.get(folder) ?? [];
      environmentFolders.set(folder, [...new Set([...names, environment])]);
    }
    const isOwn = /^(?:service\.yaml$|environments\/|monitoring\/)/.test(below);
    (isOwn ? own : others).set(path, text);
  }
  return { files: own, environmentFolders, paths, others };
}
