import type { NewServiceProblem } from './NewServiceProblem';
import type {
  NewService,
  NewServiceCanary,
  NewServiceEnvironment,
} from './NewService';
import { defaultNamespace } from './planService';

const ENVIRONMENT = /^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/;
const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const CLUSTER = /^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
const DURATION = /^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$/;
// Folders beside the overlays that mean something else
const RESERVED = ['base', 'components'];

/**
 * All that is wrong with the environments of a new service.
 *
 * @internal
 */
export function checkEnvironments(service: NewService): NewServiceProblem[] {
  if (service.environments.length === 0) {
    return [
      {
        field: 'environments',
        message: 'there is no environment: a service needs at least one',
      },
    ];
  }
  const names = new Set<string>();
  const places = new Map<string, string>();
  return service.environments.flatMap((environment, index) => {
    const field = `environments[${index}]`;
    const problems = checkEnvironment(environment, field);
    const { name } = environment;
    if (names.has(name)) {
      problems.push({
        field: `${field}.name`,
        message: `there are two environments named ${name}: choose another name for one of them`,
      });
    }
    const namespace =
      environment.namespace ?? defaultNamespace(service.name, name);
    const place = `${environment.cluster ?? ''}/${namespace}`;
    const neighbor = places.get(place);
    if (neighbor !== undefined && !names.has(name)) {
      problems.push({
        field: `${field}.namespace`,
        message: `${neighbor} and ${name} would share namespace ${namespace} and overwrite each other: give each its own`,
      });
    }
    names.add(name);
    places.set(place, name);
    return problems;
  });
}

function checkEnvironment(
  environment: NewServiceEnvironment,
  field: string,
): NewServiceProblem[] {
  const { name, namespace, cluster, replicas, canary } = environment;
  const problems: NewServiceProblem[] = [];
  if (!ENVIRONMENT.test(name) || RESERVED.includes(name)) {
    problems.push({
      field: `${field}.name`,
      message: RESERVED.includes(name)
        ? `\`${name}\` is the name of a folder with shared manifests: choose another name`
        : `\`${name}\` cannot be an environment's name: at most 16 lowercase letters, digits and dashes, beginning with a letter and not ending with a dash`,
    });
  }
  if (namespace !== undefined && !NAMESPACE.test(namespace)) {
    problems.push({
      field: `${field}.namespace`,
      message: `\`${namespace}\` cannot be a namespace: at most 63 lowercase letters, digits and dashes`,
    });
  }
  if (cluster !== undefined && !CLUSTER.test(cluster)) {
    problems.push({
      field: `${field}.cluster`,
      message: `\`${cluster}\` cannot be a cluster's name: lowercase letters, digits, dashes and dots`,
    });
  }
  if (
    replicas !== undefined &&
    !(Number.isInteger(replicas) && replicas >= 1 && replicas <= 100)
  ) {
    problems.push({
      field: `${field}.replicas`,
      message: `${replicas} is not a valid number of replicas: write 1 to 100`,
    });
  }
  if (canary && !isCanary(canary)) {
    problems.push({
      field: `${field}.canary`,
      message:
        'each canary step is either a setWeight from 1 to 100 or a pause, and the success rate is 1 to 100 percent',
    });
  }
  return problems;
}

function isCanary({ steps, successRate }: NewServiceCanary): boolean {
  const isPercent = (value: number) => value >= 1 && value <= 100;
  return (
    (successRate === undefined || isPercent(successRate)) &&
    (steps === undefined || steps.length > 0) &&
    (steps ?? []).every(({ setWeight, pause }) =>
      setWeight !== undefined
        ? pause === undefined &&
          Number.isInteger(setWeight) &&
          isPercent(setWeight)
        : pause !== undefined && isPause(pause?.duration),
    )
  );
}

function isPause(duration: string | number | undefined): boolean {
  return typeof duration === 'string'
    ? DURATION.test(duration)
    : duration === undefined || (Number.isInteger(duration) && duration >= 0);
}
