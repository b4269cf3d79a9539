import { resolve } from 'node:path';
import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { DEFAULT_API_GROUP, type Layer } from '@stonegarden/service-manifest';
import { HOST_FORMS, HostKind } from './hostForms';
import { LocalAddresses } from './LocalAddresses';
import { RepositoryAddress } from './RepositoryAddress';
import type { SourceSettings } from './types';

/**
 * One configured source.
 *
 * @internal
 */
export type SourceConfig = {
  settings: SourceSettings;
  schedule: SchedulerServiceTaskScheduleDefinition;
  include: string[];
  exclude: string[];
  /** Share of the services, 0 to 1, whose removal by one read is believed. */
  maxRemovedShare: number;
} & (
  | { kind: 'git'; address: RepositoryAddress }
  | { kind: 'folder'; path: string; title: string }
);

const KEY = 'catalog.providers.serviceManifest';
const DEFAULT_ROOT = 'kubernetes';
const LAYERS: Layer[] = ['services', 'platform', 'infra', 'bootstrap'];
const DEFAULT_MAX_REMOVED_SHARE = 0.3;

const GIT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 3 },
};

/** Each process has a folder of its own, so that each looks at its own. */
const FOLDER_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 1 },
  timeout: { minutes: 3 },
  scope: 'local',
};

/**
 * Reads `catalog.providers.serviceManifest`; empty when nothing is configured.
 *
 * @throws InputError that names the key when a value cannot be used, or when two sources overlap
 * @internal
 */
export function readSourceConfigs(rootConfig: Config): SourceConfig[] {
  const integrations = ScmIntegrations.fromConfig(rootConfig);
  const sources = rootConfig.getOptionalConfig(KEY);
  const configs = (sources?.keys() ?? []).map(id => {
    try {
      if (!/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/i.test(id)) {
        throw new InputError(
          'The id is no name: write letters, digits and dashes, at most 40',
        );
      }
      return readSource(id, rootConfig.getConfig(`${KEY}.${id}`), integrations);
    } catch (error) {
      throw new InputError(`${KEY}.${id}: ${toError(error).message}`);
    }
  });
  refuseOverlaps(configs);
  return configs;
}

function readSource(
  id: string,
  config: Config,
  integrations: ScmIntegrations,
): SourceConfig {
  const url = config.getOptionalString('url');
  const title = config.getOptionalString('folder');
  const root = config.getOptionalString('root') ?? DEFAULT_ROOT;
  const common = {
    include: readGlobs(config, 'include'),
    exclude: readGlobs(config, 'exclude'),
    maxRemovedShare: readShare(config),
    schedule: config.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : defaultSchedule(title),
  };
  const settings = {
    id,
    apiGroup: config.getOptionalString('apiGroup') ?? DEFAULT_API_GROUP,
    ...readLayers(config),
  };
  const parse = (address: string, below?: string) =>
    RepositoryAddress.parse(address, {
      root: below,
      kind: kindOf(address, integrations),
    });
  if (title !== undefined) {
    const path = resolve(title);
    const folder = partsOf(root).join('/');
    const address = url === undefined ? undefined : parse(url);
    const addresses = new LocalAddresses({ path, folder, address });
    return {
      ...common,
      kind: 'folder',
      path,
      title,
      settings: { ...settings, folder, addresses },
    };
  }
  if (url === undefined) {
    throw new InputError(
      'There is nothing to read: write "url", the address of a branch, or "folder", a folder on this machine',
    );
  }
  const address = parse(url, root);
  return {
    ...common,
    kind: 'git',
    address,
    settings: { ...settings, folder: address.folder, addresses: address },
  };
}

function defaultSchedule(folder?: string) {
  return folder === undefined ? GIT_SCHEDULE : FOLDER_SCHEDULE;
}

function kindOf(
  address: string,
  integrations: ScmIntegrations,
): HostKind | undefined {
  const type = URL.canParse(address)
    ? integrations.byUrl(address)?.type
    : undefined;
  if (type !== undefined && !isHostKind(type)) {
    throw new InputError(
      `Sources of the kind "${type}" cannot be read: there are ${Object.keys(
        HOST_FORMS,
      ).join(', ')}`,
    );
  }
  return type;
}

function isHostKind(type: string): type is HostKind {
  return Object.hasOwn(HOST_FORMS, type);
}

function readGlobs(config: Config, key: string): string[] {
  const globs = config.getOptionalStringArray(key) ?? [];
  const tooLong = globs.find(glob => glob.length > 1000);
  if (tooLong !== undefined) {
    throw new InputError(`A glob of "${key}" is longer than 1000 characters`);
  }
  return globs;
}

function readShare(config: Config): number {
  const share =
    config.getOptionalNumber('maxRemovedShare') ?? DEFAULT_MAX_REMOVED_SHARE;
  if (share < 0 || share > 1) {
    throw new InputError(
      `"maxRemovedShare" is ${share}: write a share between 0 and 1`,
    );
  }
  return share;
}

function readLayers(config: Config): { layers?: Record<string, Layer> } {
  const folders = config.getOptionalConfig('layers');
  if (!folders) {
    return {};
  }
  const layers = folders.keys().map(folder => {
    const name = folders.getString(folder);
    const layer = LAYERS.find(one => one === name);
    if (!layer) {
      throw new InputError(
        `"layers.${folder}" is "${name}": write one of ${LAYERS.join(', ')}`,
      );
    }
    return [folder, layer] as const;
  });
  return { layers: Object.fromEntries(layers) };
}

function partsOf(path: string): string[] {
  const parts = path.split('/').filter(part => part !== '' && part !== '.');
  if (parts.includes('..')) {
    throw new InputError(
      `The root "${path}" leaves the folder: write it without ".."`,
    );
  }
  return parts;
}

/** One manifest in two sources would be given to the catalog twice, and appear and vanish by turns. */
function refuseOverlaps(configs: SourceConfig[]) {
  for (const [index, one] of configs.entries()) {
    const other = configs
      .slice(0, index)
      .find(
        earlier => placeOf(earlier) === placeOf(one) && overlap(earlier, one),
      );
    if (other) {
      throw new InputError(
        `${KEY}.${one.settings.id}: The root "${one.settings.folder}" and that of "${other.settings.id}", "${other.settings.folder}", have files in common: name folders of which none is in another`,
      );
    }
  }
}

function placeOf(config: SourceConfig): string {
  if (config.kind === 'folder') {
    return config.path;
  }
  const { identity, branch } = config.address;
  return [identity.host, identity.fullName, branch].join('\0');
}

function overlap(a: SourceConfig, b: SourceConfig): boolean {
  const [folderA, folderB] = [a, b].map(({ settings: { folder } }) =>
    folder ? `${folder}/` : '',
  );
  return folderA.startsWith(folderB) || folderB.startsWith(folderA);
}
