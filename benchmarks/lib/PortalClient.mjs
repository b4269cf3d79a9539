import http from 'node:http';

/** One signed-in user's connections to a backend. */
export class PortalClient {
  #agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  #port;
  #token = '';
  /** @type {Map<string, string>} */
  #etags = new Map();

  /** @param {number} port */
  constructor(port) {
    this.#port = port;
  }

  /** What its requests are signed with, once it has signed in. */
  get token() {
    return this.#token;
  }

  async signIn() {
    const session = await this.get('/auth/guest/refresh');
    this.#token = session.backstageIdentity.token;
  }

  /** @param {string} path below `/api` @returns {Promise<any>} */
  get = async path => {
    const { status, text, etag } = await this.#request(path, {});
    if (status !== 200) {
      throw new Error(`${path}: ${status} ${text.slice(0, 300)}`);
    }
    if (etag) {
      this.#etags.set(path, etag);
    }
    return JSON.parse(text);
  };

  /** @param {string} path below `/api` @param {object} [body] @returns {Promise<any>} */
  post = async (path, body = {}) => {
    const { status, text } = await this.#request(
      path,
      { 'content-type': 'application/json' },
      JSON.stringify(body),
    );
    if (status === undefined || status >= 300) {
      throw new Error(`${path}: ${status} ${text.slice(0, 300)}`);
    }
    return JSON.parse(text || 'null');
  };

  /** Asks for what it has already and is told that nothing changed. @param {string} path */
  revalidate = async path => {
    const { status } = await this.#request(path, {
      'if-none-match': this.#etags.get(path) ?? '',
    });
    if (status !== 304) {
      throw new Error(`${path}: ${status} where 304 was expected`);
    }
  };

  close() {
    this.#agent.destroy();
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {string} [body] posted
   * @returns {Promise<{ status?: number, text: string, etag?: string }>}
   */
  #request(path, headers, body) {
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          method: body === undefined ? 'GET' : 'POST',
          ...{ host: '127.0.0.1', port: this.#port, path: `/api${path}` },
          agent: this.#agent,
          headers: {
            ...headers,
            'x-requested-with': 'XMLHttpRequest',
            ...(this.#token && { authorization: `Bearer ${this.#token}` }),
          },
        },
        response => {
          /** @type {Buffer[]} */
          const chunks = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode,
              text: Buffer.concat(chunks).toString('utf8'),
              etag: response.headers.etag,
            }),
          );
        },
      );
      request.on('error', reject);
      request.setTimeout(60_000, () => request.destroy(new Error('Silent')));
      request.end(body);
    });
  }
}
