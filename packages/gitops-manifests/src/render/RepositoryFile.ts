/**
 * What is at a path of a repository: a file with its text, or a symbolic link with the path it leads to.
 *
 * @public
 */
export type RepositoryFile =
  | { kind: 'file'; text: string }
  | { kind: 'link'; target: string };

/**
 * Looks at a path from the repository's root. `absent` where there is no file (a folder is none), `unread` where nobody
 * has looked yet.
 *
 * @public
 */
export type FileLookup = (path: string) => RepositoryFile | 'absent' | 'unread';

/**
 * A place in a file, line and column counted from 1.
 *
 * @public
 */
export interface FilePosition {
  file: string;
  line: number;
  column: number;
}
