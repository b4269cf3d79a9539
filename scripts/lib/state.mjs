import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Failure } from './Failure.mjs';
import { answers } from './ports.mjs';

/** Everything the portal and the sandbox write below the state folder; nothing else is ever deleted there. */
const OURS = ['db', 'sandbox', 'logs', 'secrets.json', 'running.json'];

const SECRETS = /** @type {const} */ ([
  'sandboxToken',
  'webhookSecret',
  'oidcClientSecret',
  'sessionSecret',
]);

/**
 * The secrets between portal and sandbox: made once, readable by this user only, never shown. What a state of an older
 * version lacks is added.
 * @param {string} stateDir
 * @returns {Record<(typeof SECRETS)[number], string>}
 */
export function loadSecrets(stateDir) {
  const file = path.join(stateDir, 'secrets.json');
  const known = fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : {};
  const secrets = Object.fromEntries(
    SECRETS.map(name => [
      name,
      known[name] ?? crypto.randomBytes(24).toString('base64url'),
    ]),
  );
  if (SECRETS.some(name => known[name] === undefined)) {
    fs.mkdirSync(stateDir, { recursive: true });
    fs.writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, {
      mode: 0o600,
    });
  }
  return /** @type {Record<(typeof SECRETS)[number], string>} */ (secrets);
}

/**
 * Takes the state folder for this process; two portals on one database would spoil it.
 * @param {string} stateDir
 * @param {{ url: string, port: number }} portal
 * @returns {Promise<() => void>} gives the folder back
 */
export async function claimState(stateDir, portal) {
  await assertNotRunning(stateDir);
  const file = path.join(stateDir, 'running.json');
  fs.mkdirSync(stateDir, { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ pid: process.pid, ...portal }));
  return () => fs.rmSync(file, { force: true });
}

/**
 * @param {string} stateDir
 */
export async function assertNotRunning(stateDir) {
  const file = path.join(stateDir, 'running.json');
  if (!fs.existsSync(file)) {
    return;
  }
  const { pid, url, port } = JSON.parse(fs.readFileSync(file, 'utf8'));
  // The process id alone proves little: after a crash another program may have got it.
  if (isAlive(pid) && (await answers('127.0.0.1', port))) {
    throw new Failure(`Stonegarden is running already: ${url}`, {
      advice: `Stop it with Ctrl-C where it was started, or end process ${pid}.`,
    });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Forgets everything that was created, promoted and remembered.
 * @param {string} stateDir
 */
export async function resetState(stateDir) {
  await assertNotRunning(stateDir);
  for (const name of OURS) {
    fs.rmSync(path.join(stateDir, name), { recursive: true, force: true });
  }
}
