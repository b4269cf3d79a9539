import { at, type Fields } from '../KubernetesObject';

const HOOKS = ['argocd.argoproj.io/hook', 'helm.sh/hook'];
const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

function annotation(value: Fields, name: string): string {
  const text = at(value, ['metadata', 'annotations', name]);
  return typeof text === 'string' ? text : '';
}

/** Whether an object is a hook: Argo CD makes it anew for a sync, and does not keep it in step with Git. */
export function isHook(value: Fields): boolean {
  return HOOKS.some(name => annotation(value, name) !== '');
}

/** How Argo CD is to sync an object, as its annotation says it: `Prune=false`. */
export function syncOptionsOf(value: Fields): string[] {
  return annotation(value, SYNC_OPTIONS)
    .split(',')
    .map(option => option.trim());
}
