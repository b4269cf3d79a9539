import {
  Command,
  CommanderError,
  InvalidArgumentError,
  Option,
} from 'commander';
import { DEFAULT_API_GROUP } from '@stonegarden/service-manifest';
import { version } from '../package.json';
import { CliContext, EXIT, RefusedError, UsageError } from './CliContext';
import { printable } from './format/printable';
import { runExplain } from './explain/runExplain';
import { formats, isFormat } from './format/formats';
import { LintOptions, runLint } from './lint/runLint';
import { parseLayers } from './lint/parseLayers';
import { parseNames } from './lint/parseNames';
import { MigrateOptions, runMigrate } from './migrate/runMigrate';
import { addPortalCommands } from './portal/addPortalCommands';
import { runSchema } from './schema/runSchema';

/**
 * Runs the command `stonegarden` and gives its exit code. Never throws.
 *
 * @param args - what was written behind the command
 * @internal
 */
export async function runCli(
  args: readonly string[],
  context: CliContext,
): Promise<number> {
  let code: number = EXIT.clean;
  const program = new Command('stonegarden')
    .description(
      'Checks service.yaml files as the catalog does, and shows, promotes and rolls back services through a portal',
    )
    .version(version)
    .exitOverride()
    .enablePositionalOptions()
    .showHelpAfterError('(see stonegarden --help)')
    .configureOutput({
      writeOut: context.print,
      writeErr: context.complain,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });

  program
    .command('lint')
    .description(
      'Checks each service.yaml below the paths: alone, against all others of its repository, against the folders of its environments, and against what deploys it',
    )
    .argument('[path...]', 'files or folders', ['.'])
    .addOption(
      new Option('-f, --format <format>', 'how to print what is found')
        .choices(Object.keys(formats))
        .default(
          context.env.GITHUB_ACTIONS === 'true' ? 'github' : 'human',
          'human; github in GitHub Actions',
        ),
    )
    .option(
      '--max-warnings <number>',
      'fail when there are more warnings than this; default: warnings never fail',
      wholeNumber,
    )
    .option(
      '--root <folder>',
      'root of the repository, which paths in messages are relative to; default: the nearest folder with "kubernetes" or ".git" in it',
    )
    .option(
      '--api-group <group>',
      `API group that marks a document as a service manifest; default: ${DEFAULT_API_GROUP}`,
    )
    .option(
      '--layers <folder=layer,...>',
      'which folder stands for which layer, such as apps=services',
      parseLayers,
    )
    .option(
      '--protected-environments <name,...>',
      'environments in which an image must stay the same; default: production',
      parseNames,
    )
    .option(
      '--floating-tags <tag,...>',
      'tags that mean another image each time one is pushed, refused in protected environments; default: latest, main and others',
      parseNames,
    )
    .option(
      '--reserved-namespaces <pattern,...>',
      'namespaces that no service of the layer "services" may have; default: default, kube-*, argocd and others',
      parseNames,
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing that fails, 1 errors or too many warnings, 2 a usage error or a file that cannot be read.',
    )
    .action(async (paths: string[], options: LintOptions) => {
      if (isFormat(options.format)) {
        code = await runLint(paths, options, context);
      }
    });

  program
    .command('migrate')
    .description(
      'Shows what the newest version of the schema, v1beta1, changes in each service.yaml below the paths; comments are kept',
    )
    .argument('[path...]', 'files or folders', ['.'])
    .option('--write', 'change the files')
    .option('--root <folder>', 'as for lint')
    .option('--api-group <group>', 'as for lint')
    .action(async (paths: string[], options: MigrateOptions) => {
      code = await runMigrate(paths, options, context);
    });

  program
    .command('schema')
    .description('Prints the JSON Schema of service.yaml')
    .option('--version <version>', 'such as v1alpha1; default: v1alpha1')
    .action((options: { version?: string }) => {
      code = runSchema(options.version, context);
    });

  program
    .command('explain')
    .description('Explains a code that lint prints, with an example')
    .argument('<code>', 'such as environment-folder-missing')
    .action((problem: string) => {
      code = runExplain(problem, context);
    });

  addPortalCommands(program, context, given => {
    code = given;
  });

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.clean : EXIT.trouble;
    }
    if (error instanceof UsageError || error instanceof RefusedError) {
      context.complain(`stonegarden: ${printable(error.message)}\n`);
      return error instanceof RefusedError ? EXIT.findings : EXIT.trouble;
    }
    const reason = error instanceof Error ? error.message : String(error);
    context.complain(`stonegarden: internal error: ${reason}\n`);
    return EXIT.trouble;
  }
}

function wholeNumber(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) {
    throw new InvalidArgumentError('Write a whole number of 0 or more.');
  }
  return Number(text);
}
