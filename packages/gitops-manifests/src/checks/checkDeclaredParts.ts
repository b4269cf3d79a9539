import {
  diagnoseManifest,
  type Diagnostic,
  type ManifestEnvironment,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import type { EnvironmentManifests } from './environmentManifests';
import type { FolderManifest } from './FolderReader';
import type { ServiceFolder } from './ServiceFolder';
import { isRecord, isText } from '../kustomize/Kustomization';

const NETWORK_POLICIES = [
  'NetworkPolicy',
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
];

/**
 * Whether the environments have the secrets and network policies that the manifest declares. Says nothing where manifests may
 * come from somewhere that was not read.
 *
 * @internal
 */
export function checkDeclaredParts(
  manifest: ServiceManifest,
  deployed: ReadonlyMap<ManifestEnvironment, EnvironmentManifests>,
  folder: ServiceFolder,
): Diagnostic[] {
  const complete = [...deployed].filter(([, { isComplete }]) => isComplete);
  return [
    ...checkSecrets(
      manifest,
      complete.map(([environment, manifests]) =>
        secretsOf(environment, manifests),
      ),
      complete.length === manifest.environments.length,
    ),
    ...complete.flatMap(([environment, manifests]) =>
      checkNetworkPolicies(manifest, environment, manifests, folder),
    ),
  ];
}

interface EnvironmentSecrets {
  environment: string;
  made: Set<string>;
  isUsed(secret: string): boolean;
}

function secretsOf(
  { name }: ManifestEnvironment,
  { manifests, generatedSecrets, texts }: EnvironmentManifests,
): EnvironmentSecrets {
  return {
    environment: name,
    made: new Set([...manifests.flatMap(secretNames), ...generatedSecrets]),
    isUsed: secret => texts.some(text => text.includes(secret)),
  };
}

function checkSecrets(
  { security, ...manifest }: ServiceManifest,
  environments: EnvironmentSecrets[],
  areAll: boolean,
): Diagnostic[] {
  return (security?.secrets ?? []).flatMap((secret, index) => {
    const warn = (message: string) =>
      diagnoseManifest(manifest, {
        severity: 'warning',
        code: 'secret-missing',
        field: `spec.security.secrets[${index}]`,
        message,
      });
    if (
      areAll &&
      !environments.some(one => one.made.has(secret) || one.isUsed(secret))
    ) {
      return [
        warn(
          `Nothing in the manifests of any environment makes or uses the secret "${secret}": add it, or remove the name here`,
        ),
      ];
    }
    return environments
      .filter(
        // Where no secret is made, they are kept outside Git, and one that the manifests use is probably there.
        one => one.made.size > 0 && !one.made.has(secret) && one.isUsed(secret),
      )
      .map(({ environment, made }) =>
        warn(
          `"${environment}" uses the secret "${secret}", but its manifests make only ${listed(
            made,
          )}: add a SealedSecret, ExternalSecret or Secret of that name`,
        ),
      );
  });
}

function listed(names: Set<string>): string {
  return [...names]
    .slice(0, 3)
    .map(name => `"${name}"`)
    .join(', ');
}

/** Names of the secrets that a manifest makes: itself, or through an operator such as Sealed Secrets. */
function secretNames({ kind, name, value }: FolderManifest): string[] {
  const spec = isRecord(value.spec) ? value.spec : {};
  const inner = (key: string) => {
    const part = spec[key];
    if (!isRecord(part)) {
      return [];
    }
    const metadata = isRecord(part.metadata) ? part.metadata : {};
    return [part.name, metadata.name].filter(isText);
  };
  switch (kind) {
    case 'Secret':
      return [name];
    case 'Certificate':
      return [spec.secretName].filter(isText);
    default:
      // SealedSecret, ExternalSecret, VaultStaticSecret, OnePasswordItem …
      return /Secret|OnePasswordItem/.test(kind)
        ? [name, ...['target', 'template', 'destination'].flatMap(inner)]
        : [];
  }
}

function checkNetworkPolicies(
  { security, ...manifest }: ServiceManifest,
  { name, namespace }: ManifestEnvironment,
  { manifests }: EnvironmentManifests,
  { guardedNamespaces }: ServiceFolder,
): Diagnostic[] {
  if (
    !security?.networkPolicies ||
    !guardedNamespaces ||
    guardedNamespaces.has(namespace) ||
    manifests.some(({ kind }) => NETWORK_POLICIES.includes(kind))
  ) {
    return [];
  }
  return [
    diagnoseManifest(manifest, {
      severity: 'warning',
      code: 'network-policy-missing',
      field: 'spec.security.networkPolicies',
      message: `"${name}" has no NetworkPolicy, here or for the namespace "${namespace}", so all traffic reaches it: add one to environments/base, or write networkPolicies: false`,
    }),
  ];
}

/**
 * Whether manifests of a kind say which traffic may reach pods.
 *
 * @internal
 */
export function isNetworkPolicy(kind: unknown): boolean {
  return isText(kind) && NETWORK_POLICIES.includes(kind);
}
