import { Entity, getEntitySourceLocation } from '@backstage/catalog-model';
import { RepositoryAddress } from '@stonegarden/repository-address';
import { repositoryKey } from '../argocd/readModel/repositoryKey';

/** Where a service's files are in Git. */
export interface ServiceSource {
  /** Host and full name of the repository, as {@link repositoryKey} gives it. */
  repository: string;
  /** The service's folder, without slashes at its ends; empty for the root. */
  path: string;
}

/** Reads the address of a service's folder; undefined for anything but a folder at a Git host. */
export function parseServiceSource(address: string): ServiceSource | undefined {
  let folder: RepositoryAddress;
  try {
    folder = RepositoryAddress.parse(address);
  } catch {
    return undefined;
  }
  const repository = repositoryKey(folder.url);
  return repository === undefined
    ? undefined
    : { repository, path: folder.path };
}

/** Where an entity says that its service's folder is; undefined when that is not at a Git host. */
export function serviceSourceOf(entity: Entity): ServiceSource | undefined {
  try {
    const { type, target } = getEntitySourceLocation(entity);
    return type === 'url' ? parseServiceSource(target) : undefined;
  } catch {
    return undefined;
  }
}
