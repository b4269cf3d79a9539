import { createHash } from 'node:crypto';
import type { FileEdit } from '../PullRequests';
import { refuseFile, refuseFolder } from '../refusedEdits';
import type { TreeEntry } from './GithubObjects';

type BlobMode = '100644' | '100755' | '120000';

/** An entry of a new tree that stands on an old one; `sha: null` removes. */
export type TreeChange =
  | { path: string; mode: BlobMode; type: 'blob'; content: string }
  | { path: string; mode: BlobMode; type: 'blob'; sha: null };

/** How folders are looked into. */
export interface TreeListing {
  /** The entries of a folder by its path, when they are known without asking for them. */
  known(folder: string): TreeEntry[] | undefined;
  /** Lists one folder by the id of its tree. */
  list(sha: string): Promise<TreeEntry[]>;
}

function blobId(content: string): string {
  const bytes = Buffer.from(content, 'utf8');
  return createHash('sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

/** The mode that a file has after its edit. Throws where no file can be written or removed. */
function blobMode(
  { path, content }: FileEdit,
  existing: TreeEntry | undefined,
): BlobMode {
  const mode = existing?.mode ?? 'file';
  switch (mode) {
    case 'file':
      return '100644';
    case 'executable':
      return '100755';
    case 'symlink':
      return content === null ? '120000' : refuseFile(path, mode);
    default:
      return refuseFile(path, mode);
  }
}

/**
 * What a new tree needs to say for these edits: file modes are kept, and edits that change nothing are left out. Throws
 * ConflictError for an edit that would write to a symbolic link, or below something that is not a folder.
 *
 * A folder that is not known is looked for from the root: one folder per level of the path, each once, so the cost depends
 * on the depth of the paths and not on the size of the repository.
 */
export async function planTree(
  rootTree: string,
  edits: FileEdit[],
  { known, list }: TreeListing,
): Promise<TreeChange[]> {
  const folders = new Map<string, Promise<TreeEntry[]>>();

  function folder(path: string): Promise<TreeEntry[]> {
    const asked = folders.get(path);
    if (asked) {
      return asked;
    }
    const entries = read(path);
    folders.set(path, entries);
    return entries;
  }

  async function read(path: string): Promise<TreeEntry[]> {
    const entries = known(path);
    if (entries) {
      return entries;
    }
    return path === '' ? list(rootTree) : subfolder(path);
  }

  async function find(path: string): Promise<TreeEntry | undefined> {
    const slash = path.lastIndexOf('/');
    const siblings = await folder(slash < 0 ? '' : path.slice(0, slash));
    return siblings.find(entry => entry.name === path.slice(slash + 1));
  }

  async function subfolder(path: string): Promise<TreeEntry[]> {
    const entry = await find(path);
    if (entry && entry.mode !== 'directory') {
      return refuseFolder(path, entry.mode);
    }
    return entry ? list(entry.sha) : [];
  }

  const changes: TreeChange[] = [];
  for (const edit of edits) {
    const { path, content } = edit;
    const existing = await find(path);
    const mode = blobMode(edit, existing);
    if (content === null) {
      if (existing) {
        changes.push({ path, mode, type: 'blob', sha: null });
      }
    } else if (existing?.sha !== blobId(content)) {
      changes.push({ path, mode, type: 'blob', content });
    }
  }
  return changes;
}
