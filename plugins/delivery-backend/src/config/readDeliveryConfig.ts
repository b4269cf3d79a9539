import { isAbsolute } from 'node:path';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, JsonValue } from '@backstage/types';
import { FLOATING_TAGS } from '@stonegarden/gitops-manifests';
import {
  ApplicationNaming,
  PLAIN_LABELS,
  STONEGARDEN_LABELS,
} from '../argocd/readModel/ApplicationNaming';
import type { ApplicationPatterns } from '../environments/ApplicationPatterns';
import {
  ArgocdInstanceConfig,
  readArgocdInstances,
} from './readArgocdInstances';
import { AutomationEntry, readAutomation } from './readAutomation';

/** The `delivery` part of app-config. */
export interface DeliveryConfig {
  /** What tokens of `backend.auth.externalAccess` may do here. */
  automation: AutomationEntry[];
  applications: ApplicationPatterns;
  /** How Applications name their service and environment. */
  naming: ApplicationNaming;
  instances: ArgocdInstanceConfig[];
  /** Names of the environments that the permission rule `isProtected` means. */
  protectedEnvironments: string[];
  /** Path of the program; undefined where the portal does without. */
  kustomize?: string;
  /** Names of the environments that count as production in DORA metrics. */
  productionEnvironments: string[];
  /** In lower case. */
  floatingTags: readonly string[];
  settleMs: number;
  /** How often a caller may ask for a preview of a promotion. */
  previewsPerMinute: number;
  /** How long deployments are kept after they ended. */
  deploymentRetentionMs: number;
}

const APPLICATIONS = 'delivery.argocd.applications';
const DEFAULT_APPLICATION_NAME = '{service}-{environment}';
const DEFAULT_PROTECTED_ENVIRONMENTS = ['production'];
const PREVIEWS_PER_MINUTE = 'delivery.promotion.previewsPerMinute';
const DEFAULT_PREVIEWS_PER_MINUTE = 30;
const DEFAULT_SETTLE_MS = 60_000;
const DEPLOYMENT_RETENTION = 'delivery.deployments.retention';
/** Two years. */
const DEFAULT_DEPLOYMENT_RETENTION_MS = 2 * 365 * 24 * 60 * 60_000;

function readPreviewsPerMinute(config: Config): number {
  const number =
    config.getOptionalNumber(PREVIEWS_PER_MINUTE) ??
    DEFAULT_PREVIEWS_PER_MINUTE;
  if (!Number.isInteger(number) || number < 1) {
    throw new InputError(
      `${PREVIEWS_PER_MINUTE} in app-config must be a whole number of at least 1`,
    );
  }
  return number;
}

function readNaming(config: Config): ApplicationNaming {
  const key = `${APPLICATIONS}.identifiedBy`;
  const choice = config.getOptional<JsonValue>(key);
  switch (choice) {
    case undefined:
    case 'stonegarden-labels':
      return STONEGARDEN_LABELS;
    case 'plain-labels':
      return PLAIN_LABELS;
    case 'name': {
      const pattern =
        config.getOptionalString(`${APPLICATIONS}.name`) ??
        DEFAULT_APPLICATION_NAME;
      if (!/\{service\}/.test(pattern) || !/\{environment\}/.test(pattern)) {
        throw new InputError(
          `${APPLICATIONS}.name in app-config must contain {service} and {environment}, so that a name tells both`,
        );
      }
      if (/\{team\}/.test(pattern)) {
        throw new InputError(
          `${APPLICATIONS}.name in app-config must not contain {team} with identifiedBy: name, as only service and environment are read from a name`,
        );
      }
      return { kind: 'name', pattern };
    }
    default: {
      const own =
        typeof choice === 'object' ? config.getOptionalConfig(key) : undefined;
      const kind = (['labels', 'annotations'] as const).find(each =>
        own?.has(each),
      );
      if (!own || !kind) {
        throw new InputError(
          `${key} in app-config must be stonegarden-labels, plain-labels, name, or labels or annotations with the keys of service and environment`,
        );
      }
      return {
        kind,
        service: own.getString(`${kind}.service`),
        environment: own.getString(`${kind}.environment`),
      };
    }
  }
}

/** A name would be looked for in PATH, where anything may be. */
function readKustomize(config: Config): Pick<DeliveryConfig, 'kustomize'> {
  const key = 'delivery.promotion.rendering.kustomize';
  const kustomize = config.getOptionalString(key);
  if (kustomize !== undefined && !isAbsolute(kustomize)) {
    throw new InputError(
      `${key} in app-config must be the whole path of the program, such as /usr/local/bin/kustomize`,
    );
  }
  return kustomize === undefined ? {} : { kustomize };
}

/** Reads and checks the `delivery` part of app-config; an error names the key that is missing or wrong. */
export function readDeliveryConfig(config: Config): DeliveryConfig {
  const protectedEnvironments =
    config.getOptionalStringArray('delivery.protectedEnvironments') ??
    DEFAULT_PROTECTED_ENVIRONMENTS;
  return {
    automation: readAutomation(config),
    applications: {
      name:
        config.getOptionalString(`${APPLICATIONS}.name`) ??
        DEFAULT_APPLICATION_NAME,
      project: config.getOptionalString(`${APPLICATIONS}.project`),
    },
    naming: readNaming(config),
    instances: readArgocdInstances(config),
    protectedEnvironments,
    ...readKustomize(config),
    productionEnvironments:
      config.getOptionalStringArray('delivery.dora.productionEnvironments') ??
      protectedEnvironments,
    floatingTags:
      config
        .getOptionalStringArray('delivery.promotion.floatingTags')
        ?.map(tag => tag.toLowerCase()) ?? FLOATING_TAGS,
    settleMs: config.has('delivery.promotion.settleTime')
      ? durationToMilliseconds(
          readDurationFromConfig(config, {
            key: 'delivery.promotion.settleTime',
          }),
        )
      : DEFAULT_SETTLE_MS,
    previewsPerMinute: readPreviewsPerMinute(config),
    deploymentRetentionMs: config.has(DEPLOYMENT_RETENTION)
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: DEPLOYMENT_RETENTION }),
        )
      : DEFAULT_DEPLOYMENT_RETENTION_MS,
  };
}
