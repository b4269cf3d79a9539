import type { FilePosition } from '../render/RepositoryFile';
import type { HelmEnvironment } from './HelmEnvironment';

/**
 * Which files Helm makes an environment of.
 *
 * - `absent`: nothing says that it is made by Helm; these paths were looked for.
 * - `unread`: these have to be looked at first.
 *
 * @public
 */
export type HelmFiles =
  | {
      kind: 'found';
      environment: HelmEnvironment;
      /** Whether something says that Helm reads them: a chart, an Application or service.yaml. A file's name alone does not. */
      isStated: boolean;
      /** Those that the environment has to itself. */
      own: string[];
    }
  | { kind: 'absent'; lookedFor: string[]; isStated: boolean }
  | { kind: 'refused'; at: FilePosition; message: string }
  | { kind: 'unread'; paths: string[] };
