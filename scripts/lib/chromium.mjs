import fs from 'node:fs';
import path from 'node:path';
import { Failure } from './Failure.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';

const DOWNLOAD_LIMIT_MS = 5 * 60_000;
const PACKAGE_LIMIT_MS = 10 * 60_000;

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium that runs: the one named in CHROMIUM_PATH, one of the system, Playwright's own, which is fetched when
 * missing, or Debian's package. Where none can be had the journeys cannot run, and that is a failure, not a skip.
 * @param {import('./progress.mjs').Progress} progress
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<string>} its path
 */
export async function ensureChromium(progress, env = process.env) {
  if (env.CHROMIUM_PATH) {
    if (await runs(env.CHROMIUM_PATH)) {
      return env.CHROMIUM_PATH;
    }
    throw new Failure(
      `CHROMIUM_PATH is "${env.CHROMIUM_PATH}", which does not run.`,
      { advice: 'Correct it, or unset it to have one looked for.' },
    );
  }
  const there = (await systemChromium(env)) ?? (await playwrightChromium());
  if (there) {
    return there;
  }
  const reasons = [];
  for (const attempt of [downloadChromium, installPackage]) {
    const { found, reason } = await attempt(progress, env);
    if (found) {
      return found;
    }
    reasons.push(reason);
  }
  throw new Failure(
    'The browser journeys need Chromium, and none can be had here.',
    {
      advice: [
        ...reasons,
        'Install Chromium or Google Chrome, or name one in CHROMIUM_PATH.',
      ],
    },
  );
}

/**
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<string | undefined>}
 */
export async function systemChromium(env) {
  const onPath = (env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap(folder => NAMES.map(name => path.join(folder, name)));
  for (const candidate of [
    ...onPath,
    ...(process.platform === 'darwin' ? MAC_APPLICATIONS : []),
  ]) {
    if (fs.existsSync(candidate) && (await runs(candidate))) {
      return candidate;
    }
  }
  return undefined;
}

/** Playwright says itself where its Chromium is, or would be. */
async function playwrightChromium() {
  const entry = path.join(root, 'node_modules/playwright-core/index.mjs');
  const { chromium } = await import(`file://${entry}`);
  const file = chromium.executablePath();
  return file && fs.existsSync(file) && (await runs(file)) ? file : undefined;
}

/** @param {import('./progress.mjs').Progress} progress */
async function downloadChromium(progress) {
  const { code, timedOut } = await progress.step(
    'Fetching Chromium (Playwright’s)',
    update =>
      run(
        process.execPath,
        [
          path.join(root, 'node_modules/playwright-core/cli.js'),
          'install',
          'chromium',
        ],
        { cwd: root, timeoutMs: DOWNLOAD_LIMIT_MS, onLine: update },
      ),
  );
  const found = code === 0 ? await playwrightChromium() : undefined;
  let reason = 'Playwright’s Chromium could not be downloaded.';
  if (timedOut) {
    reason = 'Playwright’s Chromium took more than 5 minutes to download.';
  } else if (code === 0) {
    reason =
      'Playwright’s Chromium was downloaded but does not run: system libraries are missing (`npx playwright install-deps chromium`).';
  }
  return { found, reason };
}

/**
 * @param {import('./progress.mjs').Progress} progress
 * @param {Record<string, string | undefined>} env
 */
async function installPackage(progress, env) {
  if (!fs.existsSync('/etc/debian_version')) {
    return { reason: 'This is not Debian, whose package could be installed.' };
  }
  if (process.getuid?.() !== 0) {
    return {
      reason:
        'Only root may install Debian’s package: `sudo apt-get install -y chromium`.',
    };
  }
  const { code, output } = await progress.step(
    'Installing Debian’s Chromium',
    update =>
      run('sh', ['-c', 'apt-get update && apt-get install -y chromium'], {
        env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
        timeoutMs: PACKAGE_LIMIT_MS,
        onLine: update,
      }),
  );
  const found = await systemChromium(env);
  return {
    found,
    reason: `Debian’s package could not be installed (code ${code}): ${
      output.trim().split('\n').pop() ?? ''
    }`,
  };
}

/**
 * A download without its system libraries, or a stub that only says "install me", is not a Chromium.
 * @param {string} file
 */
async function runs(file) {
  const { code, output } = await run(file, ['--version', '--no-sandbox'], {
    timeoutMs: 20_000,
  });
  return code === 0 && /chrom/i.test(output);
}
