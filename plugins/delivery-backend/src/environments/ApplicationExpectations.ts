import { parseEntityRef } from '@backstage/catalog-model';
import type { ApplicationKey } from '../argocd/client/ArgocdApi';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import type { ResolvedService } from '../services/ServiceResolver';
import type { ApplicationPatterns } from './ApplicationPatterns';
import { findApplication, instancesFor } from './findApplication';

/** Asks Argo CD for the Applications that environments should have and nothing is known of. */
export class ApplicationExpectations {
  readonly #patterns: ApplicationPatterns;
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instances' | 'expect'>;

  constructor(options: {
    patterns: ApplicationPatterns;
    readModel: Pick<ArgocdReadModel, 'find' | 'instances' | 'expect'>;
  }) {
    this.#patterns = options.patterns;
    this.#readModel = options.readModel;
  }

  /** Asks in the background; what is found out is told as a change. */
  expect(service: ResolvedService): void {
    const { instances } = this.#readModel;
    const records = this.#readModel.find(service.name);
    for (const place of service.environments) {
      if (!findApplication(place, records, instances)) {
        for (const { proof, status } of instancesFor(
          place.cluster,
          instances,
        )) {
          const key =
            this.#keyOf(
              service,
              place.name,
              records.filter(({ instance }) => instance === status.name),
            ) ?? proof?.(service.name, place.name)?.key;
          if (key) {
            this.#readModel.expect(status.name, {
              service: service.name,
              environment: place.name,
              key,
              isCertain: this.#patterns.project !== undefined,
            });
          }
        }
      }
    }
  }

  /** Undefined where the project cannot be known: without it Argo CD tells nothing. */
  #keyOf(
    service: ResolvedService,
    environment: string,
    siblings: ApplicationRecord[],
  ): ApplicationKey | undefined {
    const { name, project } = this.#patterns;
    const params = {
      service: service.name,
      environment,
      team: teamOf(service),
    };
    const names = new Set(
      siblings.map(sibling => renamed(sibling.name, sibling, environment)),
    );
    const projects = new Set(
      siblings.map(sibling => renamed(sibling.project, sibling, environment)),
    );
    const namespaces = new Set(siblings.map(({ namespace }) => namespace));
    const likely = project ? fill(project, params) : only(projects);
    return likely
      ? {
          name: project
            ? fill(name, params)
            : only(names) ?? fill(name, params),
          namespace: only(namespaces),
          project: likely,
        }
      : undefined;
  }
}

function teamOf({ entity }: ResolvedService): string {
  try {
    return parseEntityRef(entity.spec.owner, { defaultKind: 'group' }).name;
  } catch {
    return '';
  }
}

function fill(pattern: string, params: Record<string, string>): string {
  return pattern.replace(
    /\{(service|environment|team)\}/g,
    (_, key) => params[key],
  );
}

function only(values: Set<string>): string | undefined {
  return values.size === 1 ? [...values][0] : undefined;
}

/** What an Application's name would be in another environment: the last part that is the environment's name is replaced. */
function renamed(
  text: string,
  { environment }: ApplicationRecord,
  other: string,
): string {
  const parts = text.split('-');
  const own = environment.split('-');
  for (let start = parts.length - own.length; start >= 0; start -= 1) {
    if (own.every((part, index) => parts[start + index] === part)) {
      parts.splice(start, own.length, other);
      return parts.join('-');
    }
  }
  return text;
}
