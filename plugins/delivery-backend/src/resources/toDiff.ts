import {
  type EnvironmentDiff,
  MAX_DIFFERENCES,
  type ResourceDifference,
} from '@stonegarden/backstage-plugin-delivery-common';
import { stringify } from 'yaml';
import { z } from 'zod';
import { ArgocdProtocolError } from '../argocd/client/argocdErrors';
import { cleanManifests } from './cleanManifest';
import { resourceId, toReference } from './resourceId';

/** Of one side; longer ones nobody reads in a browser. */
const MAX_SIDE = 64 * 1024;
/** Of all sides of an answer. */
const MAX_TOTAL = 2 * 1024 * 1024;

const text = z.string().optional().catch(undefined);
const item = z.object({
  group: text,
  kind: text,
  namespace: text,
  name: text,
  hook: z.boolean().nullish().catch(undefined),
  modified: z.boolean().nullish().catch(undefined),
  liveState: text,
  targetState: text,
  normalizedLiveState: text,
  predictedLiveState: text,
});
const managedSchema = z.object({ items: z.array(item).nullish() });
type Item = z.infer<typeof item>;
type Manifest = Record<string, unknown>;

/** Argo CD gives manifests as JSON in a string: `null`, or an empty one, for what is not there. */
function parse(manifest: string | undefined): Manifest | undefined {
  if (!manifest) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(manifest);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Manifest)
      : undefined;
  } catch {
    throw new ArgocdProtocolError('a manifest in its answer is malformed');
  }
}

function isKeptOutside({ metadata }: Manifest): boolean {
  const annotations = Object((metadata as Manifest | undefined)?.annotations);
  return /\bIgnoreExtraneous\b/.test(
    String(annotations['argocd.argoproj.io/compare-options'] ?? ''),
  );
}

function changeOf({ hook, modified, ...states }: Item) {
  const live = parse(states.liveState);
  const desired = parse(states.targetState);
  if (hook || (!live && !desired)) {
    return undefined;
  }
  if (!live) {
    return { change: 'created', desired } as const;
  }
  if (!desired) {
    return isKeptOutside(live)
      ? undefined
      : ({ change: 'removed', live } as const);
  }
  return modified
    ? ({
        change: 'updated',
        // What Argo CD compares: without what is to be ignored, and with the defaults that the cluster would fill in.
        live: parse(states.normalizedLiveState) ?? live,
        desired: parse(states.predictedLiveState) ?? desired,
      } as const)
    : undefined;
}

const ORDER = { removed: 0, created: 1, updated: 2 };

function toYaml(manifest: Manifest | undefined): string | undefined {
  return (
    manifest &&
    stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false })
  );
}

/** What differs between the cluster and Git, from Argo CD's managed resources. */
export function toDiff(managed: unknown, asOf: string): EnvironmentDiff {
  const parsed = managedSchema.safeParse(managed);
  if (!parsed.success) {
    throw new ArgocdProtocolError('its managed resources are malformed');
  }
  const differences = (parsed.data.items ?? []).flatMap(each => {
    const { group, kind, namespace, name } = each;
    const changed = kind && name ? changeOf(each) : undefined;
    return kind && name && changed
      ? [{ ...toReference({ group, kind, namespace, name }), ...changed }]
      : [];
  });
  differences.sort(
    (one, other) =>
      ORDER[one.change] - ORDER[other.change] ||
      resourceId(one).localeCompare(resourceId(other), 'en-US'),
  );
  let total = 0;
  const withText = ({
    live,
    desired,
    ...rest
  }: (typeof differences)[number] & {
    live?: Manifest;
    desired?: Manifest;
  }): ResourceDifference => {
    const sides = cleanManifests(rest.kind, { live, desired });
    const texts = { live: toYaml(sides.live), desired: toYaml(sides.desired) };
    const lengths = Object.values(texts).map(side => side?.length ?? 0);
    total += Math.max(...lengths) > MAX_SIDE ? 0 : lengths[0] + lengths[1];
    return Math.max(...lengths) > MAX_SIDE || total > MAX_TOTAL
      ? { ...rest, tooLarge: true }
      : {
          ...rest,
          ...(texts.live !== undefined ? { live: texts.live } : {}),
          ...(texts.desired !== undefined ? { desired: texts.desired } : {}),
        };
  };
  return {
    asOf,
    items: differences.slice(0, MAX_DIFFERENCES).map(withText),
    total: differences.length,
  };
}
