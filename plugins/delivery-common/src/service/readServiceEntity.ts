import { type Entity, parseEntityRef } from '@backstage/catalog-model';
import {
  type ManifestEnvironment,
  LAYERS,
} from '@stonegarden/service-manifest';
import {
  array,
  boolean,
  fields,
  measured,
  number,
  oneOf,
  record,
  text,
  texts,
} from './readJson';
import { readPromotionRules } from './readPromotionRules';
import type { ServiceEntity, ServiceProblem } from './ServiceEntity';

const TYPES = ['service', 'platform-service', 'infrastructure'] as const;

/**
 * Reads a service out of an entity. Anybody may register an entity of any content, so a part that is not what it should be is
 * left out, and what is returned can be relied on. Of an entity that the catalog module made, everything is kept.
 *
 * @returns undefined for what is not a Component with environments or problems and an owner
 * @public
 */
export function readServiceEntity(entity: Entity): ServiceEntity | undefined {
  const spec = record(entity.spec);
  const owner = readOwner(spec.owner);
  const isService = [spec.environments, spec.problems].some(Array.isArray);
  if (entity.kind !== 'Component' || !isService || owner === undefined) {
    return undefined;
  }
  return {
    ...entity,
    kind: 'Component',
    spec: {
      type: oneOf(TYPES)(spec.type) ?? 'service',
      lifecycle: text(spec.lifecycle) ?? 'unknown',
      owner,
      ...fields(spec, {
        system: text,
        dependsOn: texts,
        unknownDependencies: texts,
        layer: oneOf(LAYERS),
        category: text,
        aliases: texts,
        environments: readEnvironments,
        contact: readContact,
        sla: readSla,
        monitoring: readMonitoring,
        security: readSecurity,
        release: of => fields(record(of), { rollbackSafe: boolean }),
        promotion: of =>
          fields(record(of), {
            autoRollback: boolean,
            rules: readPromotionRules,
          }),
        releases: readReleases,
        problems: readServiceProblems,
      }),
    },
  };
}

/**
 * Reads the problems that stand on an entity, and leaves out what does not look like one.
 *
 * @param value - `spec.problems`; anything
 * @returns undefined when it is not a list
 * @public
 */
export function readServiceProblems(
  value: unknown,
): ServiceProblem[] | undefined {
  return array(value)?.flatMap(one => {
    const problem = record(one);
    const severity = oneOf(['error', 'warning'] as const)(problem.severity);
    const code = text(problem.code);
    const message = text(problem.message);
    return severity && code !== undefined && message !== undefined
      ? [
          {
            severity,
            code,
            message,
            file: text(problem.file) ?? '',
            line: number(problem.line) ?? 0,
            column: number(problem.column) ?? 0,
            docs: text(problem.docs) ?? '',
            ...fields(problem, { field: text, since: text }),
          },
        ]
      : [];
  });
}

/** A ref that whoever parses it understands. */
function readOwner(value: unknown): string | undefined {
  const owner = text(value);
  try {
    parseEntityRef(owner ?? '', {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    return owner;
  } catch {
    return undefined;
  }
}

/** Undefined when there is none, as if nothing had been stated. */
function readNames(value: unknown): string[] | undefined {
  const names = texts(value);
  return names?.length ? names : undefined;
}

function readEnvironments(value: unknown): ManifestEnvironment[] | undefined {
  const names = new Set<string>();
  return array(value)?.flatMap(one => {
    const environment = record(one);
    const name = text(environment.name);
    const cluster = text(environment.cluster);
    const namespace = text(environment.namespace);
    if (!name || names.has(name) || !cluster || !namespace) {
      return [];
    }
    names.add(name);
    return [
      {
        name,
        cluster,
        namespace,
        autoSync: environment.autoSync === true,
        ...fields(environment, {
          promotesFrom: readNames,
          replicas: number,
          resources: readResources,
          database: text,
          ingress: text,
          backup: boolean,
          rollout: readRollout,
        }),
      },
    ];
  });
}

type Rollout = NonNullable<ManifestEnvironment['rollout']>;

function readRollout(value: unknown): Rollout | undefined {
  const rollout = record(value);
  const strategy = oneOf(['rolling', 'canary', 'blueGreen'] as const)(
    rollout.strategy,
  );
  return (
    strategy && {
      strategy,
      ...fields(rollout, { steps: readSteps, analysis: readAnalysis }),
    }
  );
}

function readSteps(value: unknown): Rollout['steps'] {
  return array(value)?.map(one => {
    const step = record(one);
    return fields(step, {
      setWeight: number,
      pause: pause =>
        pause === null
          ? null
          : fields(record(pause), {
              duration: duration => text(duration) ?? number(duration),
            }),
    });
  });
}

function readAnalysis(value: unknown): Rollout['analysis'] {
  return fields(record(value), {
    metrics: metrics =>
      array(metrics)?.flatMap(one => {
        const metric = record(one);
        const name = text(metric.name);
        const threshold = number(metric.threshold);
        return name !== undefined && threshold !== undefined
          ? [
              {
                name,
                threshold,
                ...fields(metric, {
                  comparator: oneOf(['>=', '<=', '>', '<'] as const),
                  unit: text,
                  query: text,
                  interval: text,
                  failureLimit: number,
                }),
              },
            ]
          : [];
      }),
  });
}

function readResources(value: unknown): ManifestEnvironment['resources'] {
  const quantities = (of: unknown) =>
    Object.fromEntries(
      Object.entries(record(of)).flatMap(([name, quantity]) => {
        const read = text(quantity) ?? number(quantity);
        return read === undefined ? [] : [[name, read]];
      }),
    );
  return fields(record(value), { requests: quantities, limits: quantities });
}

function readContact(value: unknown): ServiceEntity['spec']['contact'] {
  const contact = record(value);
  const team = text(contact.team);
  return team === undefined
    ? undefined
    : { team, ...fields(contact, { slack: text, email: text, oncall: text }) };
}

function readSla(value: unknown): ServiceEntity['spec']['sla'] {
  return fields(record(value), {
    availability: of => measured(of, 'percent'),
    latency: of => {
      const duration = measured(of, 'milliseconds');
      const percentile = number(record(of).percentile);
      return duration && percentile !== undefined
        ? { ...duration, percentile }
        : undefined;
    },
    throughput: of => measured(of, 'perSecond'),
    rpo: of => measured(of, 'milliseconds'),
    rto: of => measured(of, 'milliseconds'),
    window: of => measured(of, 'milliseconds'),
  });
}

function readMonitoring(value: unknown): ServiceEntity['spec']['monitoring'] {
  const monitoring = record(value);
  const enabled = boolean(monitoring.enabled);
  return enabled === undefined
    ? undefined
    : {
        enabled,
        dashboards: texts(monitoring.dashboards) ?? [],
        alerts: texts(monitoring.alerts) ?? [],
        ...fields(monitoring, {
          metrics: metrics =>
            fields(record(metrics), {
              requests: text,
              statusLabel: text,
              durationHistogram: text,
            }),
        }),
      };
}

function readSecurity(value: unknown): ServiceEntity['spec']['security'] {
  return fields(record(value), {
    networkPolicies: boolean,
    podSecurityStandards: oneOf([
      'privileged',
      'baseline',
      'restricted',
    ] as const),
    imageScanRequired: boolean,
    secrets: texts,
  });
}

function readReleases(value: unknown): ServiceEntity['spec']['releases'] {
  return array(value)?.flatMap(one => {
    const release = record(one);
    const environment = text(release.environment);
    const images = texts(release.images);
    return environment !== undefined && images ? [{ environment, images }] : [];
  });
}
