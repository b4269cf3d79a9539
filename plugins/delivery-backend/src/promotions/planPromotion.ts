import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  createReason,
  formatImage,
  ImageChange,
  PromotionRequest,
  Reason,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GitHosts,
  GitLocation,
} from '@stonegarden/backstage-plugin-delivery-node';
import {
  editKustomizationImages,
  KustomizationImage,
  KustomizationResult,
  readKustomizationImages,
} from '@stonegarden/gitops-manifests';
import { releaseOf } from '../environments/releaseOf';
import {
  environmentOf,
  ResolvedService,
  sourceUrlOf,
} from '../services/ServiceResolver';

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** What a promotion would do to the repository, read at one commit. */
export interface PromotionPlan {
  location: GitLocation;
  sourceUrl: string;
  /** Commit that everything was read at. */
  baseCommit: string;
  changes: ImageChange[];
  /** The images that the target has from the source afterwards. */
  release: Release;
  /** What Git says the source runs. */
  sourceInGit: Release;
  /** Short hash of `release`. */
  releaseKey: string;
  /** Branch of the pull request: the same for the same Release. */
  branch: string;
  /** Which images of the source the target does not list. */
  unmatched?: Reason;
  file: { path: string; before: string; after: string };
}

interface Kustomization {
  path: string;
  text: string;
  images: KustomizationImage[];
}

function unwrap<T>(result: KustomizationResult<T>): T {
  if (result.ok) {
    return result.value;
  }
  const { file, line, column, message } = result.diagnostic;
  throw new InputError(`${file}:${line}:${column}: ${message}`);
}

/** What is behind a link belongs to others as well, and a text written to the link's path would take its place. */
function refuseLink(path: string, leadsTo?: string): never {
  const target = leadsTo === undefined ? '' : ` to ${leadsTo}`;
  throw new InputError(
    `${path} is a symbolic link${target}, which promotions do not follow. Put a kustomization of its own in the place of the link.`,
  );
}

async function readKustomization(
  { reader, path: folder }: GitLocation,
  environment: string,
  commit: string,
): Promise<Kustomization> {
  const directory = [folder, 'environments', environment]
    .filter(Boolean)
    .join('/');
  for (const name of FILE_NAMES) {
    const path = `${directory}/${name}`;
    const file = await reader.read(path, commit);
    if (file) {
      if (file.mode === 'symlink') {
        refuseLink(path, file.content);
      }
      const text = file.content;
      return {
        path,
        text,
        images: unwrap(readKustomizationImages(text, path)),
      };
    }
  }
  const siblings = await reader.list(posix.dirname(directory), commit);
  if (
    siblings?.some(
      ({ name, mode }) => name === environment && mode === 'symlink',
    )
  ) {
    refuseLink(directory);
  }
  throw new NotFoundError(
    `There is no ${directory}/${FILE_NAMES[0]} at ${commit.slice(
      0,
      12,
    )}. It must list the environment's images with newTag or digest.`,
  );
}

const nameOf = ({ name, newName }: KustomizationImage) => newName ?? name;

function versionOf({ newTag, digest }: KustomizationImage) {
  return {
    ...(newTag === undefined ? {} : { tag: newTag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Promotions go along the manifest's order, one step at a time. */
export function checkNeighbours(
  service: ResolvedService,
  { from, to }: PromotionRequest,
): void {
  environmentOf(service, from);
  environmentOf(service, to);
  const names = service.environments.map(({ name }) => name);
  if (names.indexOf(to) !== names.indexOf(from) + 1) {
    throw new InputError(
      `A promotion goes from one environment to the next, in the order of service.yaml: ${names.join(
        ' → ',
      )}. ${from} → ${to} is not such a step.`,
    );
  }
}

function requirePins(source: Kustomization): void {
  if (source.images.length === 0) {
    throw new InputError(
      `${source.path} pins no image. Add \`images:\` with the name and newTag of each image, so that there is something to promote.`,
    );
  }
  const loose = source.images.find(
    ({ newTag, digest }) => newTag === undefined && digest === undefined,
  );
  if (loose) {
    throw new InputError(
      `${source.path}:${loose.line}: the image ${loose.name} has neither a tag nor a digest. Write newTag: "1.2.3" or digest: sha256:… below its name.`,
    );
  }
}

/** Reads both environments at the head of their branch and works out what the promotion changes. Writes nothing. */
export async function planPromotion(
  service: ResolvedService,
  request: PromotionRequest,
  hosts: GitHosts,
): Promise<PromotionPlan> {
  checkNeighbours(service, request);
  const sourceUrl = sourceUrlOf(service);
  const location = await hosts.resolve(sourceUrl);
  const baseCommit = await location.reader.head(location.branch);
  const [source, target] = await Promise.all([
    readKustomization(location, request.from, baseCommit),
    readKustomization(location, request.to, baseCommit),
  ]);
  requirePins(source);

  const pairs = source.images.flatMap(wanted => {
    const current = target.images.find(({ name }) => name === wanted.name);
    return current ? [{ wanted, current }] : [];
  });
  const unmatched = source.images
    .filter(({ name }) => !pairs.some(({ wanted }) => wanted.name === name))
    .map(({ name, line }) => ({ name, line }));
  const differing = pairs.filter(
    ({ wanted, current }) =>
      wanted.newTag !== current.newTag || wanted.digest !== current.digest,
  );
  const after = unwrap(
    editKustomizationImages(
      target.text,
      differing.map(({ wanted }) => ({
        name: wanted.name,
        newTag: wanted.newTag,
        digest: wanted.digest,
      })),
      target.path,
    ),
  );
  const references = pairs.map(({ wanted, current }) =>
    formatImage({ name: nameOf(current), ...versionOf(wanted) }),
  );
  const releaseKey = createHash('sha256')
    .update([...references].sort().join('\n'))
    .digest('hex')
    .slice(0, 8);
  return {
    location,
    sourceUrl,
    baseCommit,
    changes: differing.map(({ wanted, current }) => {
      const from = versionOf(current);
      return {
        name: nameOf(current),
        ...(Object.keys(from).length > 0 ? { from } : {}),
        to: versionOf(wanted),
      };
    }),
    release: releaseOf(references, service.name) ?? { images: [] },
    sourceInGit: {
      images: source.images.map(image => ({
        name: nameOf(image),
        ...versionOf(image),
      })),
    },
    releaseKey,
    branch: `stonegarden/promote/${service.name}-${request.to}-${releaseKey}`,
    ...(unmatched.length > 0
      ? {
          unmatched: createReason('ImagesNotListed', {
            file: source.path,
            targetFile: target.path,
            images: unmatched,
          }),
        }
      : {}),
    file: { path: target.path, before: target.text, after },
  };
}
