import {
  at,
  entriesOf,
  type Fields,
  fieldsOf,
  isFields,
} from '../KubernetesObject';

const TEMPLATE = ['spec', 'template'];
const JOB_TEMPLATE = ['spec', 'jobTemplate', 'spec', 'template'];

/** The template of the pods that an object makes; undefined for one that makes none. */
export function podTemplateOf(value: Fields | undefined): Fields | undefined {
  if (!value) {
    return undefined;
  }
  const template =
    value.kind === 'Pod'
      ? value
      : at(value, value.kind === 'CronJob' ? JOB_TEMPLATE : TEMPLATE);
  return isFields(template) &&
    entriesOf(at(template, ['spec', 'containers'])).length > 0
    ? template
    : undefined;
}

/** How an object's pods are specified; empty for one that makes none. */
export function podSpecOf(value: Fields | undefined): Fields {
  return fieldsOf(podTemplateOf(value)?.spec);
}

/** All containers of a pod, those that only begin it included. */
export function containersOf(pod: Fields): Fields[] {
  return ['initContainers', 'containers'].flatMap(field =>
    entriesOf(pod[field]),
  );
}
