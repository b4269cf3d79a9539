import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { checkedPath, isObjectId } from '../../git/names';
import {
  FileMode,
  TreeEdit,
  writeBlob,
  writeCommit,
  writeTree,
} from '../../git/writeObjects';
import type { GitHost } from '../../host/GitHost';
import { PORTAL } from '../../host/people';
import { GithubError, notFound, unprocessable } from '../GithubError';
import { addressesOf, nodeId } from '../json/addresses';
import { gitCommitJson } from '../json/commitJson';
import { queryText, readBody } from '../respond';
import { blobJson, treeJson } from '../json/objectJson';

const person = z.object({
  name: z.string().min(1),
  email: z.string().min(1),
  date: z.iso.datetime({ offset: true }).optional(),
});
const newCommit = z.object({
  message: z.string().min(1),
  tree: z.string(),
  parents: z.array(z.string()).optional(),
  author: person.optional(),
  committer: person.optional(),
});
const newBlob = z.object({
  content: z.string(),
  encoding: z.enum(['utf-8', 'base64']).optional(),
});
const newTree = z.object({
  base_tree: z.string().nullish(),
  tree: z
    .array(
      z.object({
        path: z.string().min(1),
        mode: z
          .enum(['100644', '100755', '040000', '120000', '160000'])
          .optional(),
        type: z.enum(['blob', 'tree', 'commit']).optional(),
        sha: z.string().nullish(),
        content: z.string().optional(),
      }),
    )
    .min(1)
    .max(5000),
});

/**
 * Git's own objects: blobs, trees and commits.
 *
 * @internal
 */
export function objectRoutes(host: GitHost): Router {
  const { repository } = host;
  const router = PromiseRouter();
  const { repo } = addressesOf(host);

  router.get('/git/blobs/:sha', async (request, response) => {
    const { sha } = request.params;
    const content = await repository.readBlob(sha);
    if (/\braw\b/.test(request.get('accept') ?? '')) {
      response.type('application/octet-stream').send(content);
    } else {
      response.json(blobJson(host, sha, content));
    }
  });

  router.post('/git/blobs', async (request, response) => {
    const { content, encoding } = readBody(request, 'Blob', newBlob);
    const bytes = Buffer.from(
      content,
      encoding === 'base64' ? 'base64' : 'utf8',
    );
    const sha = await writeBlob(repository, bytes);
    response.status(201).json({ sha, url: `${repo}/git/blobs/${sha}` });
  });

  router.get(/^\/git\/trees\/(.+)$/, async (request, response) => {
    const name = request.params[0];
    const isTree =
      isObjectId(name) && (await repository.objectType(name)) === 'tree';
    const treeish = isTree ? name : await repository.findCommit(name);
    if (!treeish) {
      throw notFound();
    }
    const sha = isTree ? name : (await repository.readCommit(treeish)).tree;
    // GitHub takes any value as yes, even "false" and "0".
    const recursive = queryText(request, 'recursive') !== undefined;
    const entries = await repository.listTree(treeish, {
      recursive,
      withTrees: true,
    });
    response.json(treeJson(host, sha, entries));
  });

  router.post('/git/trees', async (request, response) => {
    const body = readBody(request, 'Tree', newTree);
    const base = body.base_tree
      ? await baseTree(host, body.base_tree)
      : undefined;
    const edits: TreeEdit[] = [];
    for (const entry of body.tree) {
      edits.push(...(await editsOf(host, entry)));
    }
    const sha = await writeTree(repository, base, edits);
    const entries = await repository.listTree(sha);
    response.status(201).json(treeJson(host, sha, entries));
  });

  router.get('/git/commits/:sha', async (request, response) => {
    const commit = await repository.readCommit(request.params.sha);
    response.json(gitCommitJson(host, commit));
  });

  router.post('/git/commits', async (request, response) => {
    const body = readBody(request, 'Commit', newCommit);
    const { message, tree, parents = [] } = body;
    if (!isObjectId(tree) || (await repository.objectType(tree)) !== 'tree') {
      throw unprocessable('Tree SHA does not exist');
    }
    for (const parent of parents) {
      if (
        !isObjectId(parent) ||
        (await repository.objectType(parent)) !== 'commit'
      ) {
        throw unprocessable(
          'Parent SHA does not exist or is not a commit object',
        );
      }
    }
    const now = host.now().toISOString();
    const { name, email } = PORTAL;
    const author = { date: now, ...(body.author ?? { name, email }) };
    const committer = { date: now, ...(body.committer ?? author) };
    const sha = await writeCommit(repository, {
      message,
      tree,
      parents,
      author,
      committer,
    });
    const commit = await repository.readCommit(sha);
    response.status(201).json({
      ...gitCommitJson(host, commit),
      node_id: nodeId('Commit', sha),
    });
  });

  return router;
}

async function baseTree(host: GitHost, sha: string): Promise<string> {
  const type = isObjectId(sha)
    ? await host.repository.objectType(sha)
    : undefined;
  if (type === 'commit') {
    return (await host.repository.readCommit(sha)).tree;
  }
  if (type !== 'tree') {
    throw new GithubError(404, 'Not Found');
  }
  return sha;
}

async function editsOf(
  host: GitHost,
  entry: z.infer<typeof newTree>['tree'][number],
): Promise<TreeEdit[]> {
  const { repository } = host;
  const path = checkedPath(entry.path);
  if (entry.sha === null) {
    return [{ path, remove: true }];
  }
  if (entry.mode === '160000' || entry.type === 'commit') {
    if (!isObjectId(entry.sha ?? '')) {
      throw unprocessable(`tree.sha ${entry.sha} is not a commit id`);
    }
    // The commit is one of another repository.
    return [{ path, mode: '160000', sha: entry.sha ?? '' }];
  }
  if (entry.content !== undefined) {
    const sha = await writeBlob(repository, entry.content);
    return [{ path, mode: fileMode(entry.mode), sha }];
  }
  const sha = entry.sha ?? '';
  const type = isObjectId(sha) ? await repository.objectType(sha) : undefined;
  if (type === 'tree') {
    const inner = await repository.listTree(sha, { recursive: true });
    return inner.map(it => ({
      path: `${path}/${it.path}`,
      mode: fileMode(it.mode),
      sha: it.sha,
    }));
  }
  if (type !== 'blob') {
    throw unprocessable(`tree.sha ${sha} is not a valid blob`);
  }
  return [{ path, mode: fileMode(entry.mode), sha }];
}

function fileMode(mode: string | undefined): FileMode {
  return mode === '100755' || mode === '120000' || mode === '160000'
    ? mode
    : '100644';
}
