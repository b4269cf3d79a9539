import type {
  FileLookup,
  FilePosition,
  RepositoryFile,
} from './RepositoryFile';

const MAX_FILES = 200;
const MAX_CHARACTERS = 8 * 1024 * 1024;
const MAX_PARALLEL = 8;

/** Too much is read: files of a kind that people write are never so many. */
interface TooMuch {
  kind: 'refused';
  at: FilePosition;
  message: string;
  isUnsupported: true;
}

/**
 * Runs a renderer over files that take time to read: it names what it has to know, and is run again with that. Several files
 * are read at a time, each once. Errors of `read` are thrown.
 *
 * @param read - undefined where there is no file
 * @internal
 */
export async function readAsAsked<Result extends { kind: string }>(
  render: (lookup: FileLookup) => Result | { kind: 'unread'; paths: string[] },
  read: (path: string) => Promise<RepositoryFile | undefined>,
): Promise<Exclude<Result, { kind: 'unread' }> | TooMuch> {
  const files = new Map<string, RepositoryFile | 'absent'>();
  const refuse = (path: string, what: string): TooMuch => ({
    kind: 'refused',
    at: { file: path, line: 1, column: 1 },
    message: `this environment is made of more than ${what}, and no more are read: put several manifests into one file, or fewer into the environment`,
    isUnsupported: true,
  });
  for (;;) {
    const result = render(path => files.get(path) ?? 'unread');
    if (!isUnread(result)) {
      return result as Exclude<Result, { kind: 'unread' }>;
    }
    if (files.size + result.paths.length > MAX_FILES) {
      return refuse(result.paths[0], `${MAX_FILES} files`);
    }
    const rest = [...result.paths];
    const reader = async () => {
      for (let path = rest.shift(); path !== undefined; path = rest.shift()) {
        const file = await read(path);
        files.set(path, file ?? 'absent');
      }
    };
    await Promise.all(Array.from({ length: MAX_PARALLEL }, reader));
    const characters = [...files.values()].reduce(
      (sum, file) =>
        sum +
        (file !== 'absent' && file.kind === 'file' ? file.text.length : 0),
      0,
    );
    if (characters > MAX_CHARACTERS) {
      return refuse(result.paths[0], `${MAX_CHARACTERS} characters`);
    }
  }
}

function isUnread<Result extends { kind: string }>(
  result: Result | { kind: 'unread'; paths: string[] },
): result is { kind: 'unread'; paths: string[] } {
  return result.kind === 'unread';
}
