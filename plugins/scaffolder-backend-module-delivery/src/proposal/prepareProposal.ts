import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { UserEntity } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  FileEdit,
  GitHosts,
  GitLocation,
} from '@stonegarden/backstage-plugin-delivery-node';
import { renderService } from '@stonegarden/gitops-manifests';
import type { NewServiceProblem } from '@stonegarden/gitops-manifests';
import type { GitOpsSettings } from '../gitOpsSettings';
import { authorOf } from './authorOf';
import { afterMerge, describeProposal } from './describeProposal';
import { extendTeam } from './extendTeam';
import { fieldInWords } from './fieldInWords';
import {
  findApplicationClash,
  findInCatalog,
  findInTree,
} from './findExisting';
import type { ExistingService } from './findExisting';
import { lintProposal } from './lintProposal';
import type { ProposeServiceInput } from './ProposeServiceInput';
import { resolveService } from './resolveService';
import type { ServiceChange } from './ServiceChange';

/**
 * Checks a proposal from all sides and works out the change, without writing anything. Throws InputError with all that is
 * wrong with the input, ConflictError when the name is taken.
 *
 * @internal
 */
export async function prepareProposal(options: {
  hosts: GitHosts;
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
  const { catalog, settings, credentials, user } = options;
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
    changed: team.edits.map(({ path }) => path),
    remarks: team.remarks,
    requestedBy: user?.ref,
  });
  return {
    location,
    change: {
      name,
      base: { branch, commit },
      branch: `stonegarden/new-service/${name}`,
      edits: [...added, ...team.edits],
      title,
      body,
      trailers: {
        'Stonegarden-Service': name,
        ...(user?.ref && { 'Stonegarden-Requested-By': user.ref }),
      },
      author: authorOf(user?.entity),
    },
    remarks: team.remarks,
    afterMerge: afterMerge(manifest),
  };
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
