import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Failure } from '../../scripts/lib/Failure.mjs';

const WORDS =
  'the a of service cluster image tag value port name region team owner path label check log metric trace node pod volume secret'.split(
    ' ',
  );
const LINES = 20;

/** Always the same numbers from 0 to 1 for the same seed. @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** @param {() => number} random */
function textOf(random) {
  return Array.from({ length: LINES }, () => {
    const words = Array.from(
      { length: 6 },
      () => WORDS[Math.floor(random() * WORDS.length)],
    );
    return `${words.join(' ')} ${random().toString(36).slice(2)}\n`;
  }).join('');
}

/**
 * Adds a commit with files of about 1 KB, ten in a folder, and a small one to the branch of a bare repository.
 * @param {{ gitDir: string, branch: string, files: number, signal: AbortSignal }} options
 */
export async function growRepository({ gitDir, branch, files, signal }) {
  const git = spawn(
    'git',
    [`--git-dir=${gitDir}`, 'fast-import', '--quiet', '--date-format=raw'],
    { stdio: ['pipe', 'ignore', 'pipe'], signal },
  );
  let problem = '';
  git.stderr.on('data', chunk => {
    problem += chunk;
  });
  const ended = once(git, 'exit');
  const write = async (/** @type {string} */ text) => {
    if (!git.stdin.write(text)) {
      await once(git.stdin, 'drain');
    }
  };
  const random = randomFrom(15);
  await write(`commit refs/heads/${branch}
committer Bench <bench@example.org> 1790000000 +0000
data 4
Grow
from refs/heads/${branch}^0
`);
  for (let file = 0; file < files; file += 1) {
    const folder = Math.floor(file / 10);
    const text = textOf(random);
    const path = `archive/${folder % 100}/${folder}/${file}.txt`;
    await write(`M 100644 inline ${path}\ndata ${text.length}\n${text}\n`);
  }
  // Whoever asks for the newest commit is not shown all these files.
  await write(`commit refs/heads/${branch}
committer Bench <bench@example.org> 1790000060 +0000
data 4
Note
M 100644 inline archive/NOTE.txt
data 5
Grown

`);
  git.stdin.end();
  const [code] = await ended;
  if (code !== 0) {
    throw new Failure('The repository could not be made.', { output: problem });
  }
}
