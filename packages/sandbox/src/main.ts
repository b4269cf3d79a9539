import { USAGE, parseArguments } from './cli/parseArguments';
import { Sandbox, startSandbox } from './startSandbox';

async function main() {
  if (process.argv.includes('--help')) {
    process.stdout.write(USAGE);
    return;
  }
  const sandbox = await startSandbox(
    parseArguments(process.argv.slice(2), process.env),
  );
  process.stdout.write(
    `sandbox: Git host at ${sandbox.gitUrl}, Argo CD API at ${
      sandbox.argocdUrl
    }${
      sandbox.prometheusUrl
        ? `, Prometheus API at ${sandbox.prometheusUrl}`
        : ''
    }${sandbox.identityUrl ? `, sign-in at ${sandbox.identityUrl}` : ''}\n`,
  );
  stopOnSignal(sandbox);
}

function stopOnSignal(sandbox: Sandbox) {
  let stopping = false;
  const stop = () => {
    if (stopping) {
      return;
    }
    stopping = true;
    sandbox.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(error: unknown) {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`sandbox: ${text}\n`);
  process.exit(1);
}

main().catch(fail);
