import fs from 'node:fs';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import {
  countJest,
  countPlaywright,
  countTap,
  readJson,
  settleCounts,
} from './counts.mjs';
import { localFolder, root } from './paths.mjs';

const resultsFolder = path.join(localFolder, 'results');
const bin = (/** @type {string} */ file) =>
  path.join(root, 'node_modules', file);
const backstageCli = bin('@backstage/cli/bin/backstage-cli');

const apiReports = [
  bin('@backstage/repo-tools/bin/backstage-repo-tools'),
  'api-reports',
  ...['packages/service-manifest', 'packages/gitops-manifests'],
  ...['packages/repository-address', 'plugins/*'],
  '--validate-release-tags',
  // Every field of a type says what it holds where its name does not; Backstage's own reports leave this out too.
  ...['-o', 'ae-wrong-input-file-type,ae-undocumented'],
];

/**
 * @typedef {import('./counts.mjs').Counts & { note?: string }} Outcome
 * @typedef {(args: string[], env?: Record<string, string>) => Promise<number>} RunNode
 *   runs a script with our Node, its output going where ours goes; resolves to the exit code
 * @typedef {{
 *   name: string,
 *   run(tools: { runNode: RunNode, progress: import('./progress.mjs').Progress, args: string[] }): Promise<Outcome>,
 * }} Stage args: what was given after the name of the stage
 */

/**
 * Something that is right or wrong as a whole counts as one test.
 * @param {number} code
 * @returns {Outcome}
 */
const one = code => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  skipped: 0,
});

/** @param {string} name an earlier run's result must not be taken for this one's */
function freshFile(name) {
  const file = path.join(resultsFolder, name);
  fs.mkdirSync(resultsFolder, { recursive: true });
  fs.rmSync(file, { force: true });
  return file;
}

/** Files that Node's own test runner runs. @param {string} folder from the repository's root */
function testsIn(folder) {
  return fs
    .readdirSync(path.join(root, folder))
    .filter(name => name.endsWith('.test.mjs'))
    .map(name => path.join(root, folder, name));
}

/** In the order in which they run: the quickest answers first. @type {Record<string, Stage>} */
export const STAGES = {
  format: {
    name: 'formatting',
    run: async ({ runNode }) =>
      one(await runNode([bin('prettier/bin-prettier.js'), '--check', '.'])),
  },
  lint: {
    name: 'lint',
    run: async ({ runNode }) =>
      one(await runNode([backstageCli, 'repo', 'lint', '--max-warnings', '0'])),
  },
  imports: {
    name: 'import cycles',
    run: async ({ runNode }) =>
      one(
        await runNode([
          bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
          ...['--config', '.dependency-cruiser.cjs', 'packages', 'plugins'],
        ]),
      ),
  },
  types: {
    name: 'types',
    run: async ({ runNode }) => {
      const codes = [];
      for (const project of ['.', 'scripts', 'e2e', 'benchmarks']) {
        codes.push(
          await runNode([
            ...[bin('typescript/bin/tsc'), '--project', project],
            // Picked up half-way, the compiler orders inferred types anew, and the API reports would differ.
            ...['--incremental', 'false'],
          ]),
        );
      }
      const passed = codes.filter(code => code === 0).length;
      return { passed, failed: codes.length - passed, skipped: 0 };
    },
  },
  // After the types: it reads the declarations that they leave in dist-types.
  api: {
    name: 'API reports',
    run: async ({ runNode }) => one(await runNode([...apiReports, '--ci'])),
  },
  // After the types as well: the declarations are bundled into the packages.
  packages: {
    name: 'packages',
    run: async ({ runNode }) => {
      const file = freshFile('packages.json');
      const code = await runNode([
        path.join(root, 'scripts/lib/checkPackages.mjs'),
        file,
      ]);
      return settleCounts(code, () => readJson(file));
    },
  },
  config: {
    name: 'configuration',
    run: async ({ runNode }) => {
      const check = (
        /** @type {string} */ file,
        /** @type {string[]} */ more,
      ) =>
        runNode(
          [
            ...[backstageCli, 'config:check', '--strict', ...more],
            ...['--config', 'app-config.yaml', '--config', file],
          ],
          // What npm start would set; ports have defaults, and placeholders would not be numbers.
          {
            STONEGARDEN_STATE_DIR: localFolder,
            STONEGARDEN_SANDBOX_TOKEN: 'token',
            STONEGARDEN_WEBHOOK_SECRET: 'secret',
            STONEGARDEN_OIDC_CLIENT_SECRET: 'secret',
            STONEGARDEN_SESSION_SECRET: 'secret',
          },
        );
      const codes = [
        await check('app-config.sandbox.yaml', []),
        await check('app-config.production.yaml', ['--lax']),
      ];
      const passed = codes.filter(code => code === 0).length;
      return { passed, failed: codes.length - passed, skipped: 0 };
    },
  },
  scripts: {
    name: 'scripts',
    run: async ({ runNode }) => {
      const file = freshFile('scripts.tap');
      const code = await runNode([
        '--test',
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        '--test-reporter=tap',
        `--test-reporter-destination=${file}`,
        ...[
          'scripts/lib',
          'benchmarks/lib',
          'benchmarks/ingestion',
          'benchmarks/rollback',
          'benchmarks/status',
        ].flatMap(testsIn),
      ]);
      return settleCounts(code, () => countTap(fs.readFileSync(file, 'utf8')));
    },
  },
  unit: {
    name: 'unit and integration',
    run: async ({ runNode, args }) => {
      const file = freshFile('jest.json');
      const code = await runNode(
        [
          backstageCli,
          ...['repo', 'test', '--json', '--outputFile', file],
          ...args,
        ],
        { NODE_ENV: 'test', CI: '1' },
      );
      return settleCounts(code, () => countJest(readJson(file)));
    },
  },
  e2e: {
    name: 'browser journeys',
    run: async ({ runNode, progress, args }) => {
      const chromium = await ensureChromium(progress);
      const file = freshFile('playwright.json');
      const code = await runNode(
        [bin('@playwright/test/cli.js'), 'test', ...args],
        { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
      );
      return settleCounts(code, () => countPlaywright(readJson(file)));
    },
  },
};
