import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Permission } from '@backstage/plugin-permission-common';

const REPOSITORY = resolve(__dirname, '../../../..');
const BACKEND = resolve(REPOSITORY, 'packages/backend/package.json');

function isPermission(value: unknown): value is Permission {
  const { type, name, attributes } = Object(value);
  return (
    typeof name === 'string' &&
    typeof attributes === 'object' &&
    ['basic', 'resource'].includes(type)
  );
}

/** Exports of a package's entry point; none for one that is not installed. */
function exportsOf(name: string): unknown[] {
  const load = createRequire(BACKEND);
  try {
    return Object.values(load(name));
  } catch (error) {
    const { code } = Object(error);
    if (
      code === 'MODULE_NOT_FOUND' ||
      code === 'ERR_PACKAGE_PATH_NOT_EXPORTED'
    ) {
      return [];
    }
    throw error;
  }
}

/** Names of the plugins of packages/backend, for example `catalog`. */
export function backendPlugins(): string[] {
  const { dependencies } = JSON.parse(readFileSync(BACKEND, 'utf8'));
  return Object.keys(dependencies)
    .flatMap(name => {
      const [, id] = /\/(?:backstage-)?plugin-(.+)-backend$/.exec(name) ?? [];
      return id ? [id] : [];
    })
    .sort();
}

/**
 * Every permission that a plugin of packages/backend exports, found by its shape in the plugin's common package, where all of
 * Backstage's own stand: one that a release adds is among them without a change here.
 */
export function backstagePermissions(): Permission[] {
  const found = backendPlugins()
    .flatMap(id => [
      `@backstage/plugin-${id}-common`,
      `@backstage/plugin-${id}-common/alpha`,
    ])
    .flatMap(exportsOf)
    .filter(isPermission);
  return [...new Map(found.map(each => [each.name, each])).values()];
}
