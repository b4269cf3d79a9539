import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_PLATFORM_SETTINGS,
  type PlatformSettings,
} from '@stonegarden/gitops-manifests';
import { DEFAULT_RESERVED_NAMESPACES } from '@stonegarden/service-manifest';

/**
 * Where new services are written, and what their manifests must know about the cluster: `delivery.gitops` of the
 * configuration.
 *
 * @public
 */
export interface GitOpsSettings {
  /** Address of the folder that holds the layers; a template must name one when there is none. */
  root?: string;
  /** Cluster of environments that name none. */
  cluster?: string;
  apiGroup?: string;
  /** Address of the JSON Schema of service.yaml, which new manifests name for editors: the one this portal serves. */
  schemaUrl?: string;
  platform: Partial<PlatformSettings>;
  /**
   * Names and patterns of namespaces that no new service may have. Default: `DEFAULT_RESERVED_NAMESPACES` of service-manifest.
   */
  reservedNamespaces?: readonly string[];
}

/**
 * Reads `delivery.gitops`.
 *
 * @internal
 */
export function readGitOpsSettings(config: RootConfigService): GitOpsSettings {
  const gitops = config.getOptionalConfig('delivery.gitops');
  const platform = gitops?.getOptionalConfig('platform');
  const gatewayNamespaces =
    platform?.getOptionalStringArray('gatewayNamespaces');
  const monitoringNamespaces = platform?.getOptionalStringArray(
    'monitoringNamespaces',
  );
  const prometheusUrl = platform?.getOptionalString('prometheusUrl');
  const reservedNamespaces =
    gitops?.getOptionalStringArray('reservedNamespaces');
  const baseUrl = config.getOptionalString('backend.baseUrl');
  return {
    root: gitops?.getOptionalString('root'),
    cluster: gitops?.getOptionalString('cluster'),
    apiGroup: gitops?.getOptionalString('apiGroup'),
    ...(baseUrl && {
      schemaUrl: `${baseUrl.replace(
        /\/+$/,
        '',
      )}/api/delivery/schemas/service.v1alpha1.json`,
    }),
    ...(reservedNamespaces && { reservedNamespaces }),
    platform: {
      ...(gatewayNamespaces && { gatewayNamespaces }),
      ...(monitoringNamespaces && { monitoringNamespaces }),
      ...(prometheusUrl && { prometheusUrl }),
    },
  };
}

/**
 * The namespaces that no new service may have: the reserved ones, and those of the gateways and of the monitoring, which every
 * service lets in.
 *
 * @internal
 */
export function reservedNamespacesOf({
  reservedNamespaces,
  platform,
}: GitOpsSettings): readonly string[] {
  const { gatewayNamespaces, monitoringNamespaces } = {
    ...DEFAULT_PLATFORM_SETTINGS,
    ...platform,
  };
  return [
    ...(reservedNamespaces ?? DEFAULT_RESERVED_NAMESPACES),
    ...gatewayNamespaces,
    ...monitoringNamespaces,
  ];
}
