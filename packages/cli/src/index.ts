/**
 * The command `stonegarden`.
 *
 * @packageDocumentation
 */
import { runCli } from './runCli';

const { argv, cwd, env, stdout, stderr } = process;

// A reader that has seen enough, such as `head`, is not an error.
stdout.on('error', error => {
  if (!('code' in error && error.code === 'EPIPE')) {
    throw error;
  }
});

runCli(argv.slice(2), {
  cwd: cwd(),
  env,
  isTerminal: stdout.isTTY === true,
  print: text => stdout.write(text),
  complain: text => stderr.write(text),
}).then(code => {
  process.exitCode = code;
});
