import type { RenderedResource } from '../kustomize/renderOverlay';

/** A Rollout as an overlay asks for it. */
export interface RolloutTarget {
  name: string;
  namespace: string;
  spec: Record<string, unknown>;
  /** Images of its pods, its own or those of the workload it refers to. */
  images: string[];
  /** The Deployment whose pod template it takes, and which has no pods of its own then. */
  workload?: string;
  /** Specs of the AnalysisTemplates beside it, by name. */
  templates: Record<string, Record<string, unknown>>;
}

/** The first Rollout among resources, with the pods it makes. */
export function findRollout(
  resources: RenderedResource[],
  namespace: string,
): RolloutTarget | undefined {
  const found = resources.find(({ rollout }) => rollout);
  if (!found?.rollout) {
    return undefined;
  }
  const { spec, workload } = found.rollout;
  const source = workload
    ? resources.find(
        ({ kind, name }) => kind === 'Deployment' && name === workload,
      )
    : found;
  return {
    name: found.name,
    namespace: found.namespace ?? namespace,
    spec,
    images: source?.images ?? [],
    templates: Object.fromEntries(
      resources.flatMap(({ name, analysisTemplate }) =>
        analysisTemplate ? [[name, analysisTemplate]] : [],
      ),
    ),
    ...(workload ? { workload } : {}),
  };
}
