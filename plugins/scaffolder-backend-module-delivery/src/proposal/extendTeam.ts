import {
  codeSpan,
  type GitLocation,
} from '@stonegarden/backstage-plugin-delivery-node';
import {
  addTeamNamespaces,
  type ChangedFile,
  findsService,
} from '@stonegarden/gitops-manifests';
import type { ServiceManifest } from '@stonegarden/service-manifest';

/**
 * How the files of a team change for a new service.
 *
 * @internal
 */
export interface TeamExtension {
  changes: Array<Required<ChangedFile>>;
  /** What somebody has to do by hand, a Markdown sentence each. */
  remarks: string[];
}

/**
 * What beside the service's own folder must change before Argo CD can deploy it: the owning team needs the namespaces and
 * the leave to deploy there. What cannot be done for a person is said in `remarks`, a sentence each. A repository without
 * a folder for the team and without `bootstrap/services.yaml` has another layout: it is left alone.
 *
 * @internal
 */
export async function extendTeam(
  service: ServiceManifest,
  layer: string,
  { reader, path: root }: GitLocation,
  commit: string,
): Promise<TeamExtension> {
  const { team } = service.owner;
  const below = (path: string) => (root ? `${root}/${path}` : path);
  const rbacPath = below(`teams/${team}/rbac.yaml`);
  const policiesPath = below(`teams/${team}/policies.yaml`);
  const setsPath = below('bootstrap/services.yaml');
  const paths = [rbacPath, policiesPath, setsPath];
  const files = await Promise.all(paths.map(path => reader.read(path, commit)));
  const [rbac, policies, sets] = files.map(file =>
    file?.mode === 'symlink' ? undefined : file?.content,
  );

  const remarks: string[] = [];
  if (sets !== undefined && findsService(sets, { layer, team }) === false) {
    remarks.push(
      `No ApplicationSet in ${codeSpan(
        setsPath,
      )} finds services of team ${codeSpan(team)} in ${codeSpan(
        layer,
      )}: Argo CD will not deploy this one until there is one.`,
    );
  }
  const namespaces = service.environments.map(({ namespace }) => namespace);
  const byHand = `the AppProject of team ${codeSpan(
    team,
  )} must allow ${namespaces
    .map(codeSpan)
    .join(', ')}, and the namespaces must exist`;
  const link = paths.find((_, index) => files[index]?.mode === 'symlink');
  if (link !== undefined) {
    remarks.push(
      `${codeSpan(link)} is a symbolic link, which is not followed: ${byHand}.`,
    );
    return { changes: [], remarks };
  }
  if (rbac === undefined || policies === undefined) {
    if (sets !== undefined) {
      remarks.push(
        `There are no ${codeSpan(
          rbacPath,
        )} and \`policies.yaml\` to extend: ${byHand}.`,
      );
    }
    return { changes: [], remarks };
  }
  try {
    const extended = addTeamNamespaces(
      { rbac, policies },
      service.environments.map(({ name, namespace }) => ({
        environment: name,
        namespace,
      })),
    );
    const changes = [
      { path: rbacPath, before: rbac, after: extended.rbac },
      { path: policiesPath, before: policies, after: extended.policies },
    ].filter(({ before, after }) => before !== after);
    return { changes, remarks };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    remarks.push(
      `${codeSpan(below(`teams/${team}`))} could not be extended (${codeSpan(
        reason.split('\n')[0],
      )}): ${byHand}.`,
    );
    return { changes: [], remarks };
  }
}
