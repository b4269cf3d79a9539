import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { UserEntity } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  codeSpan,
  type CommitAuthors,
  type FileEdit,
  type GitHosts,
  type GitLocation,
} from '@stonegarden/backstage-plugin-delivery-node';
import {
  defaultNamespace,
  describeRights,
  renderService,
} from '@stonegarden/gitops-manifests';
import type {
  NewService,
  NewServiceProblem,
} from '@stonegarden/gitops-manifests';
import type { GitOpsSettings } from '../gitOpsSettings';
import { authorizeProposer } from './authorizeProposer';
import { afterMerge, describeProposal } from './describeProposal';
import { extendTeam } from './extendTeam';
import { fieldInWords } from './fieldInWords';
import {
  findAlias,
  findApplicationClash,
  findInCatalog,
  findInTree,
} from './findExisting';
import type { ExistingService } from './findExisting';
import {
  findTakenNamespaces,
  type TakenNamespace,
} from './findTakenNamespaces';
import { lintProposal } from './lintProposal';
import type { ProposeServiceInput } from './ProposeServiceInput';
import { resolveService } from './resolveService';
import type { ServiceChange } from './ServiceChange';

/**
 * Checks a proposal from all sides and works out the change, without writing anything. Throws NotAllowedError when the caller
 * may not propose services of the team, InputError with all that is wrong with the input, ConflictError when the name or a
 * namespace is taken.
 *
 * @internal
 */
export async function prepareProposal(options: {
  hosts: GitHosts;
  permissions: PermissionsService;
  auth: AuthService;
  authors: CommitAuthors;
  catalog: CatalogService;
  settings: GitOpsSettings;
  url: string;
  input: ProposeServiceInput;
  credentials: BackstageCredentials;
  user?: { entity?: UserEntity; ref?: string };
}): Promise<{
  location: GitLocation;
  change: ServiceChange;
  /** What somebody has to do by hand, a Markdown sentence each. */
  remarks: string[];
  /** Markdown. */
  afterMerge: string;
}> {
  const { auth, catalog, settings, credentials, user } = options;
  await authorizeProposer(options.input.owner, options);
  const { service, problems } = await resolveService(
    options.input,
    settings,
    catalog,
    { credentials },
  );
  const { name } = service;
  // First of all, since nothing else about the form helps when the name must change
  if (!problems.some(({ field }) => field === 'name')) {
    refuseTaken(name, await findInCatalog(name, catalog, { credentials }));
  }
  refuse(problems);
  const own = { credentials: await auth.getOwnServiceCredentials() };
  const alias = await findAlias(name, catalog, own);
  if (alias) {
    throw new ConflictError(
      `${name} is an alias of ${alias} already, and would no longer mean that service. Choose another name.`,
    );
  }

  const clash = await findApplicationClash(
    name,
    service.environments.map(environment => environment.name),
    catalog,
    { credentials },
  );
  if (clash) {
    throw new ConflictError(
      `Environment ${clash.environment} of service ${clash.service} has an Argo CD application named ${clash.application} already. Choose another name for the service or the environment.`,
    );
  }

  const location = await options.hosts.resolve(options.url);
  const { reader, branch, path: root } = location;
  const commit = await reader.head(branch);
  refuseTaken(
    name,
    await findInTree(name, location, commit, settings.apiGroup),
  );
  const { taken, remarks } = await findTakenNamespaces(
    {
      team: service.owner.team,
      namespaces: service.environments.map(
        environment =>
          environment.namespace ?? defaultNamespace(name, environment.name),
      ),
    },
    { ...own, catalog, location, commit, apiGroup: settings.apiGroup },
  );
  refuseNamespaces(service, taken);

  const added: FileEdit[] = renderService(service).map(({ path, content }) => ({
    path: root ? `${root}/${path}` : path,
    content,
  }));
  const manifest = lintProposal(added, settings.apiGroup);
  const team = await extendTeam(
    manifest,
    service.layer ?? 'services',
    location,
    commit,
  );
  const { title, body } = describeProposal({
    manifest,
    image: service.image,
    added: added.map(({ path }) => path),
    changed: team.changes.map(({ path }) => path),
    rights: describeRights(
      [
        ...team.changes,
        ...added.map(({ path, content }) => ({
          path,
          after: content ?? '',
        })),
      ],
      { mark: codeSpan, apiGroup: settings.apiGroup },
    ),
    remarks: [...remarks, ...team.remarks],
    requestedBy: user?.ref,
  });
  return {
    location,
    change: {
      name,
      base: { branch, commit },
      branch: `stonegarden/new-service/${name}`,
      edits: [
        ...added,
        ...team.changes.map(({ path, after }) => ({ path, content: after })),
      ],
      title,
      body,
      trailers: {
        'Stonegarden-Service': name,
        ...(user?.ref && { 'Stonegarden-Requested-By': user.ref }),
      },
      author: await options.authors.of(user?.entity),
    },
    remarks: [...remarks, ...team.remarks],
    afterMerge: afterMerge(manifest),
  };
}

function refuseNamespaces(
  { name, environments }: NewService,
  taken: TakenNamespace[],
) {
  if (taken.length > 0) {
    const lines = taken.map(({ environment, namespace, owner }) => {
      const own = `${name}-${environments[environment].name}`;
      return `- Environment ${
        environment + 1
      }, Namespace: ${namespace} belongs to ${owner}. Choose one that no other team has${
        own === namespace ? '' : `, for example ${own}`
      }.`;
    });
    throw new ConflictError(
      `The service cannot be proposed, nothing was written:\n${lines.join(
        '\n',
      )}`,
    );
  }
}

function refuse(problems: NewServiceProblem[]) {
  if (problems.length > 0) {
    const lines = problems.map(
      ({ field, message }) => `- ${fieldInWords(field)}: ${message}`,
    );
    throw new InputError(
      `The service cannot be proposed, nothing was written:\n${lines.join(
        '\n',
      )}`,
    );
  }
}

function refuseTaken(name: string, existing: ExistingService | undefined) {
  if (existing) {
    const where = [
      ...(existing.path ? [existing.path] : []),
      ...(existing.owner ? [`owned by ${existing.owner}`] : []),
    ].join(', ');
    throw new ConflictError(
      `A service named ${name} exists already${
        where && ` (${where})`
      }. Choose another name.`,
    );
  }
}
