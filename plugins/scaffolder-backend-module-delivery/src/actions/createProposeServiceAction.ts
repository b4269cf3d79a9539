import {
  type AuditorService,
  type AuthService,
  type PermissionsService,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createTemplateAction,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type {
  CommitAuthors,
  GitHosts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { GitOpsSettings } from '../gitOpsSettings';
import { findProposal, openProposal } from '../proposal/openProposal';
import { prepareProposal } from '../proposal/prepareProposal';
import type { ProposeServiceInput } from '../proposal/ProposeServiceInput';
import { examples } from './proposeService.examples';
import { withoutStack } from './withoutStack';

/**
 * What `delivery:service:propose` gives to the steps after it.
 *
 * @public
 */
// Assignable to JsonObject, which no interface is.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type ProposeServiceOutput = {
  /** Address for people. */
  pullRequestUrl: string;
  pullRequestNumber: number;
  branch: string;
  /** The Component that the catalog will have after the merge. */
  entityRef: string;
  /** Paths from the repository's root. */
  files: string[];
  /** Markdown: what happens when the pull request is merged. */
  afterMerge: string;
};

/**
 * The action `delivery:service:propose`: one pull request with all files of a new service.
 *
 * Everything is checked before anything is written: NotAllowedError says that the user may not propose services of the team, InputError lists all that is wrong with the input, ConflictError names
 * the service that has the name already. Asking twice gives the same pull request. In a dry run nothing is written to the
 * host; the files lie in the workspace, from the repository's root.
 *
 * @public
 */
export function createProposeServiceAction(deps: {
  hosts: GitHosts;
  catalog: CatalogService;
  permissions: PermissionsService;
  auth: AuthService;
  auditor: AuditorService;
  /** Whom a commit may name as its author. */
  authors: CommitAuthors;
  settings: GitOpsSettings;
}): TemplateAction<ProposeServiceInput, ProposeServiceOutput, 'v2'> {
  return createTemplateAction({
    id: 'delivery:service:propose',
    description:
      'Opens a pull request that adds a service to the GitOps repository: its service.yaml, the manifests that all its environments share, and one overlay per environment.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repositoryUrl: z =>
          z
            .string()
            .optional()
            .describe(
              'Address of the folder that holds the layers, for example https://github.com/acme/platform/tree/main/kubernetes. Default: delivery.gitops.root of the configuration',
            ),
        name: z =>
          z
            .string()
            .describe(
              'At most 40 lower-case letters, digits and dashes, beginning with a letter',
            ),
        description: z => z.string().optional(),
        layer: z =>
          z
            .enum(['services', 'platform', 'infra'])
            .optional()
            .describe('Default: services'),
        category: z =>
          z
            .string()
            .optional()
            .describe(
              'The folder between layer and service; needed in platform and infra',
            ),
        owner: z => z.string().describe('Entity ref of the owning Group'),
        contact: z =>
          z
            .object({
              slack: z.string().optional(),
              email: z.string().optional(),
              oncall: z.string().optional(),
            })
            .optional()
            .describe("Default: what the Group's entity says"),
        image: z =>
          z
            .string()
            .describe(
              'With a tag or a digest, for example ghcr.io/acme/shop:1.2.3',
            ),
        port: z =>
          z
            .number()
            .optional()
            .describe('The port the container listens on. Default: 8080'),
        healthPath: z =>
          z
            .string()
            .optional()
            .describe(
              'Path that answers 2xx when all is well. Default: the probes only ask whether the port answers',
            ),
        environments: z =>
          z
            .array(
              z.object({
                name: z.string(),
                cluster: z.string().optional(),
                namespace: z
                  .string()
                  .optional()
                  .describe(
                    'Default: the name of the service in production, <service>-<environment> elsewhere',
                  ),
                autoSync: z.boolean().optional().describe('Default: false'),
                replicas: z.number().optional(),
                canary: z.boolean().optional().describe('Default: false'),
              }),
            )
            .describe('In the order of promotion'),
        dependencies: z =>
          z
            .array(z.string())
            .optional()
            .describe('Entity refs of Components, or bare names of services'),
        sla: z =>
          z
            .object({
              availability: z.string().optional().describe('Such as 99.9%'),
              latency: z.string().optional().describe('Such as 100ms'),
              rpo: z.string().optional().describe('Such as 4h'),
              rto: z.string().optional().describe('Such as 30m'),
            })
            .optional(),
        sloRules: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether each environment gets a PrometheusRule that records how well availability and latency are kept, and a ServiceMonitor; needs the Prometheus Operator. Default: false',
            ),
      },
      output: {
        pullRequestUrl: z => z.string().describe('Address for people'),
        pullRequestNumber: z => z.number(),
        branch: z => z.string(),
        entityRef: z =>
          z
            .string()
            .describe('What the catalog will call the service after the merge'),
        files: z =>
          z
            .array(z.string())
            .describe("Paths of the pull request, from the repository's root"),
        afterMerge: z =>
          z
            .string()
            .describe('What happens after the merge, as a Markdown list'),
      },
    },
    handler: ctx =>
      withoutStack(() =>
        audited(deps.auditor, ctx, async () => {
          const url = ctx.input.repositoryUrl || deps.settings.root;
          if (!url) {
            throw new InputError(
              'No repository to write to: set delivery.gitops.root in the configuration, or repositoryUrl in the template',
            );
          }
          const { location, change, remarks, afterMerge } =
            await prepareProposal({
              ...deps,
              url,
              input: ctx.input,
              credentials: await ctx.getInitiatorCredentials(),
              user: ctx.user,
            });

          ctx.output('entityRef', `component:default/${change.name}`);
          ctx.output(
            'files',
            change.edits.map(({ path }) => path),
          );
          const existing = await findProposal(location, change);
          const otherwise = existing
            ? differsIn(existing.differing, change.edits.length)
            : '';
          if (existing) {
            const { number, url: address } = existing.pull;
            ctx.logger.info(
              `Pull request #${number} proposes ${change.name} already and is open; it stays as it is${otherwise}: ${address}`,
            );
          }
          remarks.forEach(remark => ctx.logger.warn(remark));
          ctx.output(
            'afterMerge',
            [
              ...(existing
                ? [
                    `Pull request #${existing.pull.number} was open already and stays as it is${otherwise}. To propose something else, close it first.`,
                  ]
                : []),
              afterMerge,
              ...(remarks.length > 0
                ? [
                    `Still to do by hand:\n\n${remarks
                      .map(remark => `- ${remark}`)
                      .join('\n')}`,
                  ]
                : []),
            ].join('\n\n'),
          );
          if (ctx.isDryRun) {
            for (const { path, content } of change.edits) {
              const target = resolveSafeChildPath(ctx.workspacePath, path);
              await mkdir(dirname(target), { recursive: true });
              await writeFile(target, content ?? '');
            }
            ctx.output('branch', change.branch);
            ctx.logger.info(
              `Would open "${change.title}" with ${change.edits.length} files:\n\n${change.body}`,
            );
            return;
          }
          const {
            number,
            url: pullRequestUrl,
            branch,
          } = existing?.pull ??
          (await ctx.checkpoint({
            key: `pull-request.${change.name}`,
            fn: async () => {
              const created = await openProposal(location, change);
              return {
                number: created.number,
                url: created.url,
                branch: created.branch,
              };
            },
          }));
          if (!existing) {
            ctx.logger.info(
              `Opened pull request #${number}: ${pullRequestUrl}`,
            );
          }
          if (branch !== change.branch) {
            ctx.logger.warn(
              `The branch ${change.branch} holds other commits, which were left as they are. The pull request comes from ${branch}.`,
            );
          }
          ctx.output('branch', branch);
          ctx.output('pullRequestUrl', pullRequestUrl);
          ctx.output('pullRequestNumber', number);
        }),
      ),
  });
}

/** Whoever proposes what, and who was refused and why, is found in the audit log. */
async function audited(
  auditor: AuditorService,
  {
    input: { name, owner },
    user,
    isDryRun,
  }: {
    input: ProposeServiceInput;
    user?: { ref?: string };
    isDryRun?: boolean;
  },
  propose: () => Promise<void>,
): Promise<void> {
  const event = await auditor.createEvent({
    eventId: 'service-propose',
    severityLevel: 'medium',
    meta: {
      name,
      owner,
      requestedBy: user?.ref ?? null,
      dryRun: isDryRun ?? false,
    },
  });
  try {
    await propose();
    await event.success();
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}

/** What an open pull request has otherwise than this form, as the rest of a sentence. */
function differsIn(paths: string[], total: number): string {
  if (paths.length === 0) {
    return '';
  }
  return paths.length === total
    ? ', with other files than this form makes'
    : `, with other contents than this form makes in ${paths.join(', ')}`;
}
