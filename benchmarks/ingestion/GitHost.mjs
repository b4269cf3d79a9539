import { createHash, createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { tarArchive } from './tarArchive.mjs';

const OWNER = 'acme';
const NAME = 'platform';
const BRANCH = 'main';
const KEPT_COMMITS = 2;

/**
 * The part of GitHub that a catalog needs, on the loopback address: the state of a branch, archives with the commit as
 * their etag, single files at a commit, and signed push webhooks. Its own work is kept out of what is measured: an
 * archive is packed once per commit, in another thread.
 */
export class GitHost {
  #server = http.createServer((request, response) =>
    this.#answer(request, response),
  );
  /** @type {Map<string, { files: Map<string, string>, archive?: Promise<Buffer> }>} */
  #commits = new Map();
  #head = '';
  #port = 0;
  /** How often each kind of request came, for those who want to know what a read asks for. */
  requests = { status: 0, archive: 0, file: 0, other: 0 };

  /** @param {number} port 0 takes any free one */
  async start(port) {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    this.#port = typeof address === 'object' && address ? address.port : port;
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close').catch(() => {});
  }

  get address() {
    return `127.0.0.1:${this.#port}`;
  }

  get url() {
    return `http://${this.address}`;
  }

  /** What a source's `url` is set to. */
  get treeUrl() {
    return `${this.url}/${OWNER}/${NAME}/tree/${BRANCH}/`;
  }

  /**
   * Begins anew with these files.
   * @param {Map<string, string>} files texts by path
   */
  reset(files) {
    this.#commits.clear();
    this.#head = '';
    this.#add(files);
  }

  /** Packs the archive now, so that nobody waits for it. */
  async warm() {
    await this.#archive(this.#head);
  }

  /**
   * Changes files of the branch in one commit.
   * @param {Map<string, string>} changed texts by path; all of the paths exist already
   * @returns {object} what GitHub sends as the payload of `push`
   */
  commit(changed) {
    const before = this.#head;
    const files = new Map([...this.#commit(before).files, ...changed]);
    const after = this.#add(files);
    return this.#pushPayload(before, after, [...changed.keys()]);
  }

  /**
   * Tells a portal about a push, as GitHub would.
   * @param {object} payload
   * @param {{ url: string, secret: string }} to
   */
  async deliver(payload, { url, secret }) {
    const body = JSON.stringify(payload);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'GitHub-Hookshot/benchmark',
        'X-GitHub-Event': 'push',
        'X-GitHub-Delivery': randomUUID(),
        'X-Hub-Signature-256': `sha256=${signature}`,
      },
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) {
      throw new Error(`The webhook was answered with ${response.status}`);
    }
  }

  /** @param {Map<string, string>} files */
  #add(files) {
    const sha = createHash('sha1')
      .update(`${this.#head}${files.size}${randomUUID()}`)
      .digest('hex');
    this.#commits.set(sha, { files });
    this.#head = sha;
    const [oldest] = this.#commits.keys();
    if (this.#commits.size > KEPT_COMMITS) {
      this.#commits.delete(oldest);
    }
    return sha;
  }

  /** @param {string} ref */
  #commit(ref) {
    const found = this.#commits.get(ref === BRANCH ? this.#head : ref);
    if (!found) {
      throw new Error(`There is no commit ${ref}`);
    }
    return found;
  }

  /** @param {string} sha */
  #archive(sha) {
    const commit = this.#commit(sha);
    commit.archive ??= tarArchive(commit.files, {
      folder: `${OWNER}-${NAME}-${sha.slice(0, 7)}`,
    });
    return commit.archive;
  }

  /**
   * @param {http.IncomingMessage} request
   * @param {http.ServerResponse} response
   */
  async #answer(request, response) {
    try {
      await this.#route(request, response);
    } catch (error) {
      response.statusCode = 404;
      response.end(JSON.stringify({ message: `${error}` }));
    }
  }

  /**
   * @param {http.IncomingMessage} request
   * @param {http.ServerResponse} response
   */
  async #route(request, response) {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const repo = `/api/v3/repos/${OWNER}/${NAME}`;
    const path = decodeURIComponent(
      pathname.startsWith(repo) ? pathname.slice(repo.length) : '',
    );
    if (/^\/commits\/[^/]+\/status$/.test(path)) {
      this.requests.status++;
      const [, , ref] = path.split('/');
      this.#commit(ref);
      sendJson(response, {
        sha: ref === BRANCH ? this.#head : ref,
        repository: this.#repository(),
      });
    } else if (path.startsWith('/tarball/')) {
      this.requests.archive++;
      const sha = path.slice('/tarball/'.length);
      const archive = await this.#archive(sha === BRANCH ? this.#head : sha);
      response.setHeader('Content-Type', 'application/x-gzip');
      response.end(archive);
    } else if (path.startsWith('/contents/')) {
      this.requests.file++;
      const ref = searchParams.get('ref') ?? BRANCH;
      const text = this.#commit(ref).files.get(path.slice('/contents/'.length));
      if (text === undefined) {
        throw new Error(`There is no file ${path}`);
      }
      response.setHeader('ETag', `"${sha1(text)}"`);
      response.end(text);
    } else {
      this.requests.other++;
      sendJson(response, this.#repository());
    }
  }

  #repository() {
    const repo = `${this.url}/api/v3/repos/${OWNER}/${NAME}`;
    const web = `${this.url}/${OWNER}/${NAME}`;
    return {
      name: NAME,
      full_name: `${OWNER}/${NAME}`,
      html_url: web,
      url: repo,
      clone_url: `${web}.git`,
      default_branch: BRANCH,
      master_branch: BRANCH,
      owner: { login: OWNER, name: OWNER },
      archive_url: `${repo}/{archive_format}{/ref}`,
      trees_url: `${repo}/git/trees{/sha}`,
      contents_url: `${repo}/contents/{+path}`,
      topics: [],
    };
  }

  /**
   * @param {string} before
   * @param {string} after
   * @param {string[]} modified
   */
  #pushPayload(before, after, modified) {
    const web = `${this.url}/${OWNER}/${NAME}`;
    const commit = {
      id: after,
      tree_id: sha1(after),
      distinct: true,
      message: 'A service changes',
      timestamp: new Date().toISOString(),
      url: `${web}/commit/${after}`,
      author: { name: 'Ann', email: 'ann@stonegarden.dev' },
      committer: { name: 'Ann', email: 'ann@stonegarden.dev' },
      added: [],
      removed: [],
      modified,
    };
    return {
      ref: `refs/heads/${BRANCH}`,
      before,
      after,
      repository: this.#repository(),
      pusher: { name: 'ann', email: 'ann@stonegarden.dev' },
      sender: { login: 'ann' },
      created: false,
      deleted: false,
      forced: false,
      base_ref: null,
      compare: `${web}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits: [commit],
      head_commit: commit,
    };
  }
}

/** @param {string} text */
function sha1(text) {
  return createHash('sha1').update(text).digest('hex');
}

/**
 * @param {http.ServerResponse} response
 * @param {unknown} value
 */
function sendJson(response, value) {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(value));
}
