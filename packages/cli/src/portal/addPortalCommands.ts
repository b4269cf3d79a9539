import { type Command, Option } from 'commander';
import type { CliContext } from '../CliContext';
import { parseSpan } from './parseSpan';
import { type PromoteOptions, runPromote } from './runPromote';
import { type RollbackOptions, runRollback } from './runRollback';
import { runStatus, type StatusOptions } from './runStatus';

const HALF_AN_HOUR_MS = 30 * 60 * 1000;

const EXIT_CODES =
  '\nExit codes: 0 done, or it could be; 1 refused, ended otherwise than succeeded, or not over in time; 2 a usage error, or the portal does not answer.';

function withPortal(command: Command): Command {
  return command
    .option(
      '--url <address>',
      'address of the portal; default: that of STONEGARDEN_URL',
    )
    .option(
      '--token-file <file>',
      'file with the token of the portal; default: the token of STONEGARDEN_TOKEN',
    )
    .addOption(
      new Option('-f, --format <format>', 'how to print it')
        .choices(['human', 'json'])
        .default('human'),
    );
}

function withOpening(command: Command): Command {
  return withPortal(command)
    .option('--reason <text>', 'why, where the portal asks for it')
    .option('--dry-run', 'say what would change and what each gate says')
    .option('--wait', 'follow it until it has succeeded, or ended otherwise')
    .option(
      '--timeout <time>',
      'how long to wait, such as 90s, 30m or 2h; default: 30m',
      parseSpan,
      HALF_AN_HOUR_MS,
    )
    .addHelpText('after', EXIT_CODES);
}

/**
 * The commands that ask a portal.
 *
 * @param onCode - called with the exit code
 * @internal
 */
export function addPortalCommands(
  program: Command,
  context: CliContext,
  onCode: (code: number) => void,
): void {
  withPortal(
    program
      .command('status')
      .description(
        'Shows what runs in each environment of a service, and what is on its way',
      )
      .argument('<service>', 'name or entity ref'),
  )
    .option(
      '--check',
      'fail with 1 when an environment is not Healthy, or its health is not known',
    )
    .action(async (service: string, options: StatusOptions) => {
      onCode(await runStatus(service, options, context));
    });

  withOpening(
    program
      .command('promote')
      .description(
        'Opens the pull request that promotes a service to an environment, or finds it',
      )
      .argument('<service>', 'name or entity ref')
      .requiredOption('--to <environment>', 'environment to promote to')
      .option(
        '--from <environment>',
        'environment to promote from; default: the one before it',
      )
      .option(
        '--release <release>',
        'version that an environment before it has had, or the id of a deployment; default: what the one before it has in Git now',
      ),
  ).action(async (service: string, options: PromoteOptions) => {
    onCode(await runPromote(service, options, context));
  });

  withOpening(
    program
      .command('rollback')
      .description(
        'Opens the pull request that gives an environment a release back that it ran before, or finds it',
      )
      .argument('<service>', 'name or entity ref')
      .requiredOption('--environment <name>', 'environment to roll back')
      .option(
        '--to <release>',
        'version that it ran before, or the id of a deployment; default: the one before the current one',
      )
      .option(
        '--everything',
        'give back all files of the environment, not the versions only',
      ),
  ).action(async (service: string, options: RollbackOptions) => {
    onCode(await runRollback(service, options, context));
  });
}
