/**
 * `npm run bench`. No static imports: the first thing an old Node must get to is the check, not a syntax error.
 */
if (Number(process.versions.node.split('.')[0]) < 18) {
  console.error(
    `✗ This is Node ${process.versions.node}. Node 18 or newer is needed to begin with (22 is fetched by itself).`,
  );
  process.exitCode = 1;
} else {
  import('./lib/benchCommand.mjs').then(({ benchCommand }) =>
    benchCommand(process.argv.slice(2)),
  );
}
