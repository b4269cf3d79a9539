import net from 'node:net';
import { Failure } from './Failure.mjs';

/** The addresses of a running Stonegarden: who wants the port, and how to choose another. */
export const PORTS = /** @type {const} */ ({
  frontend: {
    purpose: 'the portal',
    option: 'port',
    variable: 'STONEGARDEN_FRONTEND_PORT',
    standard: 3000,
  },
  backend: {
    purpose: 'the portal’s backend',
    option: 'backend-port',
    variable: 'STONEGARDEN_BACKEND_PORT',
    standard: 7007,
  },
  git: {
    purpose: 'the sandbox’s Git host',
    option: 'git-port',
    variable: 'STONEGARDEN_GIT_PORT',
    standard: 7391,
  },
  argocd: {
    purpose: 'the sandbox’s Argo CD',
    option: 'argocd-port',
    variable: 'STONEGARDEN_ARGOCD_PORT',
    standard: 7392,
  },
  identity: {
    purpose: 'the sandbox’s sign-in',
    option: 'identity-port',
    variable: 'STONEGARDEN_IDENTITY_PORT',
    standard: 7393,
  },
  prometheus: {
    purpose: 'the sandbox’s Prometheus',
    option: 'prometheus-port',
    variable: 'STONEGARDEN_PROMETHEUS_PORT',
    standard: 7394,
  },
});

/**
 * @typedef {{ frontend: number, backend?: number, git: number, argocd: number, identity: number, prometheus: number }} Ports
 *   backend: only with the development server; without one the backend serves the pages too, on the port `frontend`
 */

const PORT_NAMES = /** @type {(keyof Ports)[]} */ (Object.keys(PORTS));

/**
 * From the command line, else the environment, else the standard.
 * @param {Partial<Record<(typeof PORTS)[keyof Ports]['option'], string>> & { watch?: boolean }} options
 *   by option name, as in `--port`; watch: the backend needs a port of its own
 * @param {Record<string, string | undefined>} env
 * @returns {Ports}
 */
export function choosePorts(options, env) {
  if (options['backend-port'] && !options.watch) {
    throw new Failure(
      '--backend-port is for --watch only: without it the portal has one port.',
      { advice: 'Choose that port with --port.' },
    );
  }
  /** @type {Partial<Ports>} */
  const ports = {};
  for (const name of PORT_NAMES) {
    if (name === 'backend' && !options.watch) {
      continue;
    }
    const { option, variable, standard } = PORTS[name];
    const [said, where] = options[option]
      ? [options[option], `--${option}`]
      : [env[variable], variable];
    const port = said ? Number(said) : standard;
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Failure(`${where} is "${said}", which is not a port.`, {
        advice: `A port is a number from 1 to 65535, for example --${option} ${standard}.`,
      });
    }
    const twin = PORT_NAMES.find(other => ports[other] === port);
    if (twin) {
      throw new Failure(
        `Port ${port} is asked for twice: by ${PORTS[twin].purpose} and ${PORTS[name].purpose}.`,
        { advice: `Choose another with --${option}.` },
      );
    }
    ports[name] = port;
  }
  return /** @type {Ports} */ (ports);
}

/**
 * Before anything is started, so that a busy port is one sentence and not a stack trace from the depth.
 * @param {Ports} ports
 */
export async function assertPortsFree(ports) {
  const busy = [];
  for (const name of PORT_NAMES) {
    const port = ports[name];
    if (port !== undefined && !(await isFree(port))) {
      busy.push({ ...PORTS[name], port });
    }
  }
  if (busy.length) {
    throw new Failure(
      busy
        .map(({ port, purpose }) => `Port ${port}, for ${purpose}, is in use.`)
        .join(' '),
      {
        advice: [
          `Stop the program that uses ${
            busy.length > 1 ? 'them' : 'it'
          }, or choose other ports:`,
          `npm start -- ${busy
            .map(({ option, port }) => `--${option} ${suggest(port)}`)
            .join(' ')}`,
          `(or in the environment: ${busy
            .map(({ variable, port }) => `${variable}=${suggest(port)}`)
            .join(' ')})`,
        ],
      },
    );
  }
}

/** @param {number} port */
function suggest(port) {
  return port + 10 > 65535 ? port - 10 : port + 10;
}

/**
 * Free on both loopback addresses: `localhost` may mean either, and macOS lets one program listen on 127.0.0.1 while
 * another has the port everywhere.
 * @param {number} port
 */
export async function isFree(port) {
  for (const host of ['127.0.0.1', '::1']) {
    if ((await answers(host, port)) || !(await canListen(host, port))) {
      return false;
    }
  }
  return true;
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>} whether somebody listens there
 */
export function answers(host, port) {
  return new Promise(resolve => {
    const socket = net.connect({ host, port });
    const settle = (/** @type {boolean} */ result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.on('connect', () => settle(true));
    socket.on('error', () => settle(false));
  });
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function canListen(host, port) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.on('error', error => {
      // A machine without IPv6 has no ::1 to be busy.
      const code = 'code' in error ? error.code : undefined;
      resolve(code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT');
    });
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });
}

/**
 * Ports that nobody uses now, for a portal whose backend serves the pages.
 * @returns {Promise<Ports>}
 */
export async function freePorts() {
  const servers = await Promise.all([1, 2, 3, 4, 5].map(listenAnywhere));
  const [frontend, git, argocd, identity, prometheus] = servers.map(
    server => /** @type {net.AddressInfo} */ (server.address()).port,
  );
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return { frontend, git, argocd, identity, prometheus };
}

/** @returns {Promise<net.Server>} */
function listenAnywhere() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(server));
  });
}
