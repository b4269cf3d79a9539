import { resolve } from 'node:path';
import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  MANIFEST_SOURCES_KEY,
  readManifestSource,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  DEFAULT_API_GROUP,
  type Layer,
  LAYERS,
} from '@stonegarden/service-manifest';
import {
  type DeliverySettings,
  readDeliverySettings,
} from './readDeliverySettings';
import { FolderAddresses } from './FolderAddresses';
import type { SourceSettings } from './types';
import { UrlReaderAddress } from './UrlReaderAddress';

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
  | { kind: 'git'; branch: UrlReaderAddress }
  | { kind: 'folder'; path: string; title: string }
);

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
  const sources = rootConfig.getOptionalConfig(MANIFEST_SOURCES_KEY);
  const delivery = readDeliverySettings(rootConfig);
  const configs = (sources?.keys() ?? []).map(id => {
    try {
      if (!/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/i.test(id)) {
        throw new InputError(
          'The id is not a name: write letters, digits and dashes, at most 40',
        );
      }
      return readSource(
        id,
        rootConfig.getConfig(`${MANIFEST_SOURCES_KEY}.${id}`),
        { integrations, delivery },
      );
    } catch (error) {
      throw new InputError(
        `${MANIFEST_SOURCES_KEY}.${id}: ${toError(error).message}`,
      );
    }
  });
  refuseOverlaps(configs);
  return configs;
}

function readSource(
  id: string,
  config: Config,
  {
    integrations,
    delivery,
  }: { integrations: ScmIntegrations; delivery: DeliverySettings },
): SourceConfig {
  const source = readManifestSource(config, {
    integrations,
    resolvePath: resolve,
  });
  const common = {
    include: readGlobs(config, 'include'),
    exclude: readGlobs(config, 'exclude'),
    maxRemovedShare: readShare(config),
  };
  const settings = {
    id,
    apiGroup: config.getOptionalString('apiGroup') ?? DEFAULT_API_GROUP,
    ...readLayers(config),
    annotations: readPrefixes(config),
    groups: config.getOptionalBoolean('groups') ?? true,
    ...delivery,
  };
  if (source.kind === 'folder') {
    const { path, title, folder } = source;
    const addresses = new FolderAddresses(source.address);
    return {
      ...common,
      kind: 'folder',
      schedule: readSchedule(config, FOLDER_SCHEDULE),
      path,
      title,
      settings: { ...settings, folder, addresses },
    };
  }
  const { root } = source;
  return {
    ...common,
    kind: 'git',
    schedule: readSchedule(config, GIT_SCHEDULE),
    branch: new UrlReaderAddress(root),
    settings: { ...settings, folder: root.path, addresses: root },
  };
}

function readSchedule(
  config: Config,
  otherwise: SchedulerServiceTaskScheduleDefinition,
): SchedulerServiceTaskScheduleDefinition {
  return config.has('schedule')
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
        config.getConfig('schedule'),
      )
    : otherwise;
}

function readGlobs(config: Config, key: string): string[] {
  const globs = config.getOptionalStringArray(key) ?? [];
  const tooLong = globs.find(glob => glob.length > 1000);
  if (tooLong !== undefined) {
    throw new InputError(`A glob of "${key}" is longer than 1000 characters`);
  }
  return globs;
}

function readPrefixes(config: Config): string[] {
  const prefixes = config.getOptionalStringArray('annotations') ?? [];
  const wrong = prefixes.find(prefix => !/^[a-z0-9.-]+\/./i.test(`${prefix}x`));
  if (wrong !== undefined) {
    throw new InputError(
      `"annotations" has ${JSON.stringify(
        wrong,
      )}: write the beginning of keys with its slash, such as "github.com/"`,
    );
  }
  return prefixes;
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
        `${MANIFEST_SOURCES_KEY}.${one.settings.id}: The root "${one.settings.folder}" and that of "${other.settings.id}", "${other.settings.folder}", have files in common: name folders of which none is in another`,
      );
    }
  }
}

function placeOf(config: SourceConfig): string {
  if (config.kind === 'folder') {
    return config.path;
  }
  const { repository, branch } = config.branch.address;
  const { host, fullName } = repository.identity;
  return [host, fullName, branch].join('\0');
}

function overlap(a: SourceConfig, b: SourceConfig): boolean {
  const [folderA, folderB] = [a, b].map(({ settings: { folder } }) =>
    folder ? `${folder}/` : '',
  );
  return folderA.startsWith(folderB) || folderB.startsWith(folderA);
}
