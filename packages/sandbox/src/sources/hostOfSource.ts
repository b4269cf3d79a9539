import type { GitHost } from '../host/GitHost';
import type { SourceRepository } from './SourceRepository';

/** The sandbox's host as it stands for another repository. */
export function hostOfSource(
  host: GitHost,
  { name, repository }: SourceRepository,
): GitHost {
  return { ...host, name, repository };
}
