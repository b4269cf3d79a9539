const BRANCH = 'main';

/**
 * @typedef {import('../lib/Sandbox.mjs').Sandbox} Sandbox
 * @typedef {{ path: string, content: string }} File
 */

/** @param {Sandbox} sandbox @param {string} path @param {string} ref */
export async function readFile(sandbox, path, ref) {
  const { content } = await sandbox.github(
    'GET',
    `contents/${path}?ref=${ref}`,
  );
  return Buffer.from(content, 'base64').toString('utf8');
}

/** @param {Sandbox} sandbox @returns {Promise<string>} */
async function head(sandbox) {
  const { object } = await sandbox.github('GET', `git/ref/heads/${BRANCH}`);
  return object.sha;
}

/**
 * @param {Sandbox} sandbox
 * @param {string} parent
 * @param {File} file
 * @param {string} message
 * @returns {Promise<string>} the commit, which no branch has yet
 */
async function commit(sandbox, parent, file, message) {
  const tree = await sandbox.github('POST', 'git/trees', {
    base_tree: parent,
    tree: [{ ...file, mode: '100644', type: 'blob' }],
  });
  const made = await sandbox.github('POST', 'git/commits', {
    ...{ message, tree: tree.sha, parents: [parent] },
  });
  return made.sha;
}

/** Changes a file on the branch that Argo CD follows. @param {Sandbox} sandbox @param {File} file @param {string} message */
export async function commitToBranch(sandbox, file, message) {
  const sha = await commit(sandbox, await head(sandbox), file, message);
  await sandbox.github('PATCH', `git/refs/heads/${BRANCH}`, { sha });
}

/**
 * The peer: the six requests with which a script that knows file, commit and branch opens a pull request that gives a file
 * back as it was. It checks nothing and records nothing.
 * @param {Sandbox} sandbox
 * @param {{ path: string, revision: string, branch: string }} wanted
 * @returns {Promise<{ number: number }>}
 */
export async function openByScript(sandbox, { path, revision, branch }) {
  const parent = await head(sandbox);
  const content = await readFile(sandbox, path, revision);
  const title = 'Roll back';
  const sha = await commit(sandbox, parent, { path, content }, title);
  await sandbox.github('POST', 'git/refs', {
    ref: `refs/heads/${branch}`,
    sha,
  });
  return sandbox.github('POST', 'pulls', {
    ...{ title, head: branch, base: BRANCH, body: title },
  });
}
