import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { publishedPackages } from './publishedPackages.mjs';
import { findTarballProblems, readTarball } from './tarball.mjs';
import { root } from './paths.mjs';

const folder = path.join(root, '.stonegarden/packages');

/**
 * What publint reports about the form that the Backstage CLI gives to every package it builds, Backstage's own
 * included: ESM in .js files, which Backstage's bundler and Jest expect, a default export from CommonJS for backend
 * features, and the condition "backstage" with the order of "types" in a map of exports.
 */
const BACKSTAGE_FORM = [
  'FILE_INVALID_FORMAT',
  'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
  'EXPORTS_TYPES_SHOULD_BE_FIRST',
  'EXPORTS_VALUE_INVALID',
  'TYPES_NOT_EXPORTED',
];

/**
 * Run as `node checkPackages.mjs RESULT`: builds and packs each published package as a release does, and looks at what
 * a consumer would get. RESULT becomes the counts, one test for each package. Needs the declarations in dist-types.
 * @param {string} resultFile
 */
async function checkPackages(resultFile) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (call('build', ['backstage-cli', 'repo', 'build'], root)) {
    for (const { name, at } of publishedPackages(root)) {
      const problems = await checkPackage(name, at);
      counts[problems.length ? 'failed' : 'passed'] += 1;
      console.log(`${problems.length ? '✗' : '✓'} ${name}`);
      problems.forEach(problem => console.log(`    ${problem}`));
    }
  } else {
    counts.failed += 1;
  }
  fs.writeFileSync(resultFile, JSON.stringify(counts));
  process.exitCode = counts.failed ? 1 : 0;
}

/**
 * @param {string} name of the package
 * @param {string} at its folder
 * @returns {Promise<string[]>} what is wrong with its tarball
 */
async function checkPackage(name, at) {
  const file = path.join(folder, `${name.replace(/[@/]/g, '-')}.tgz`);
  if (!call(name, ['yarn', 'pack', '--out', file], at)) {
    return ['cannot be packed'];
  }
  const bytes = fs.readFileSync(file);
  const files = readTarball(bytes);
  const manifest = JSON.parse(files.get('package.json')?.toString() ?? '{}');
  const { messages } = await publint({
    pack: {
      tarball: bytes.buffer.slice(
        bytes.byteOffset,
        bytes.byteOffset + bytes.byteLength,
      ),
    },
    strict: true,
  });
  return [
    ...findTarballProblems(files, fs.readFileSync(path.join(root, 'LICENSE'))),
    ...messages
      .filter(
        ({ type, code }) => type === 'error' && !BACKSTAGE_FORM.includes(code),
      )
      .map(message => `publint: ${formatMessage(message, manifest)}`),
  ];
}

/**
 * @param {string} what
 * @param {string[]} command
 * @param {string} cwd
 * @returns {boolean} whether it succeeded; otherwise what it said is on the screen
 */
function call(what, [command, ...args], cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.log(`✗ ${what}: ${command} ${args.join(' ')}\n${stdout}${stderr}`);
  }
  return status === 0;
}

checkPackages(process.argv[2]);
