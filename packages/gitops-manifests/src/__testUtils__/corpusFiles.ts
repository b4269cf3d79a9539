import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { FileLookup } from '../render/RepositoryFile';

const ROOT = join(__dirname, '..', '__fixtures__', 'corpus');

/** How a file may be stored without saying anything else. */
export const ENCODINGS: Record<string, (text: string) => string> = {
  'as it is': text => text,
  'with CRLF': text => text.replace(/\r?\n/g, '\r\n'),
  'with a byte order mark': text => `\uFEFF${text}`,
  'without a last line end': text => text.replace(/\n$/, ''),
};

/** The files of a part of the corpus, by path below it. */
export function corpusFiles(part: string): Map<string, string> {
  const files = new Map<string, string>();
  const root = join(ROOT, part);
  const visit = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), {
      withFileTypes: true,
    })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        visit(path);
      } else {
        files.set(path, readFileSync(join(root, path), 'utf8'));
      }
    }
  };
  visit('');
  return files;
}

/** Looks at files that are at hand. */
export function lookupIn(files: ReadonlyMap<string, string>): FileLookup {
  return path => {
    const text = files.get(path);
    return text === undefined ? 'absent' : { kind: 'file', text };
  };
}

/** Paths at which two values differ, with dots. */
export function differences(
  one: unknown,
  other: unknown,
  path: string[] = [],
): string[] {
  if (
    typeof one !== 'object' ||
    typeof other !== 'object' ||
    one === null ||
    other === null
  ) {
    return Object.is(one, other) ? [] : [path.join('.')];
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap(key =>
    differences(
      (one as Record<string, unknown>)[key],
      (other as Record<string, unknown>)[key],
      [...path, key],
    ),
  );
}

const bare = (line: string) => line.replace(/^\uFEFF|\r$/g, '');

/** The lines of a text that differ from another's, each as it was and as it is, without line ends and byte order mark. */
export function changedLines(
  before: string,
  after: string,
): Array<[string, string]> {
  const [old, now] = [before, after].map(text => text.split('\n'));
  // A line keeps its end, and the file its first bytes.
  for (const mark of [/\r/g, /\uFEFF/g]) {
    expect(after.match(mark)).toEqual(before.match(mark));
  }
  expect(now).toHaveLength(old.length);
  return old.flatMap((line, index) =>
    line === now[index]
      ? []
      : [[line, now[index]].map(bare) as [string, string]],
  );
}
