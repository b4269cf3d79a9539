import {
  createDiagnostic,
  type Diagnostic,
  type ServiceManifest,
} from '@stonegarden/service-manifest';
import type { EnvironmentManifests } from './environmentManifests';
import { fileOf } from './fileOf';
import { mayPatchSecurity, type PodSpec, podSpecOf } from './podSpecOf';
import { isRecord, listOf } from '../kustomize/Kustomization';

/** Capabilities that the level "baseline" lets a container add. */
const BASELINE_CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];
const RESTRICTED_VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const SAFE_SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
];
const CONFINED = ['RuntimeDefault', 'Localhost'];

type Level = 'baseline' | 'restricted';

/**
 * Whether the pods of an environment keep to the Pod Security Standard that the manifest names
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/). A workload that patches may change in this is not
 * judged, and neither are pods of Windows.
 *
 * @internal
 */
export function checkPodSecurity(
  manifest: ServiceManifest,
  { manifests, layers }: EnvironmentManifests,
): Diagnostic[] {
  const level = manifest.security?.podSecurityStandards;
  if (level !== 'baseline' && level !== 'restricted') {
    return [];
  }
  return manifests.flatMap(workload => {
    const pod = podSpecOf(workload);
    if (!pod || isWindows(pod) || mayPatchSecurity(layers, workload)) {
      return [];
    }
    return findings(pod, level).map(({ what, path, wishes }) =>
      createDiagnostic({
        severity: 'warning',
        code: 'pod-security-level-broken',
        message: `${what} of the ${workload.kind} "${
          workload.name
        }" breaks the Pod Security level "${level}" of service.yaml: ${wishes.join(
          ', ',
        )}`,
        file: fileOf(manifest, workload.path),
        ...workload.positionOf(path),
      }),
    );
  });
}

function isWindows({ value }: PodSpec): boolean {
  return isRecord(value.os) && value.os.name === 'windows';
}

function findings(pod: PodSpec, level: Level) {
  const ofPod = podWishes(pod, level);
  return [
    ...(ofPod.length > 0
      ? [{ what: 'The pod', path: pod.path, wishes: ofPod }]
      : []),
    ...pod.containers.flatMap(({ name, value, path }) => {
      const wishes = containerWishes(pod.value, value, level);
      return wishes.length > 0
        ? [{ what: `The container "${name}"`, path, wishes }]
        : [];
    }),
  ];
}

/** What a pod as a whole should say instead. */
function podWishes({ value }: PodSpec, level: Level): string[] {
  const context = isRecord(value.securityContext) ? value.securityContext : {};
  const volumes = (listOf(value.volumes) ?? []).filter(isRecord);
  const sysctls = (listOf(context.sysctls) ?? []).filter(isRecord);
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC']
      .filter(key => value[key] === true)
      .map(key => `take ${key} out`),
    ...volumes.flatMap(volume => {
      const types = Object.keys(volume).filter(key => key !== 'name');
      const refused =
        level === 'baseline'
          ? types.filter(type => type === 'hostPath')
          : types.filter(type => !RESTRICTED_VOLUMES.includes(type));
      return refused.map(
        type => `the volume "${volume.name}" must not be of type ${type}`,
      );
    }),
    ...(isUnconfined(context)
      ? ['set securityContext.seccompProfile.type to RuntimeDefault']
      : []),
    ...sysctls
      .filter(({ name }) => !SAFE_SYSCTLS.includes(String(name)))
      .map(({ name }) => `take the sysctl ${name} out`),
    ...(level === 'restricted' && context.runAsUser === 0
      ? ['set securityContext.runAsUser to another user than 0']
      : []),
  ];
}

/** What a container should say instead. */
function containerWishes(
  pod: Record<string, unknown>,
  container: Record<string, unknown>,
  level: Level,
): string[] {
  const ofPod = isRecord(pod.securityContext) ? pod.securityContext : {};
  const own = isRecord(container.securityContext)
    ? container.securityContext
    : {};
  const capabilities = isRecord(own.capabilities) ? own.capabilities : {};
  const added = (listOf(capabilities.add) ?? []).map(String);
  const allowed =
    level === 'baseline' ? BASELINE_CAPABILITIES : ['NET_BIND_SERVICE'];
  const ports = (listOf(container.ports) ?? []).filter(isRecord);
  const wishes = [
    ...(own.privileged === true ? ['take securityContext.privileged out'] : []),
    ...added
      .filter(one => !allowed.includes(one))
      .map(one => `take the capability ${one} out`),
    ...ports
      .filter(({ hostPort }) => hostPort !== undefined && hostPort !== 0)
      .map(({ hostPort }) => `take hostPort ${hostPort} out`),
    ...(own.procMount !== undefined && own.procMount !== 'Default'
      ? ['take securityContext.procMount out']
      : []),
    ...(isUnconfined(own)
      ? ['set securityContext.seccompProfile.type to RuntimeDefault']
      : []),
  ];
  return level === 'baseline'
    ? wishes
    : [...wishes, ...restrictedWishes(ofPod, own, capabilities, wishes)];
}

function restrictedWishes(
  ofPod: Record<string, unknown>,
  own: Record<string, unknown>,
  capabilities: Record<string, unknown>,
  before: string[],
): string[] {
  const dropped = (listOf(capabilities.drop) ?? []).map(String);
  const profile = seccompType(own) ?? seccompType(ofPod);
  const seccomp = 'set securityContext.seccompProfile.type to RuntimeDefault';
  return [
    ...(own.allowPrivilegeEscalation === false
      ? []
      : ['set securityContext.allowPrivilegeEscalation to false']),
    ...((own.runAsNonRoot ?? ofPod.runAsNonRoot) === true
      ? []
      : ['set securityContext.runAsNonRoot to true']),
    ...(own.runAsUser === 0
      ? ['set securityContext.runAsUser to another user than 0']
      : []),
    ...(dropped.includes('ALL')
      ? []
      : ['drop ALL in securityContext.capabilities']),
    ...(CONFINED.includes(String(profile)) || before.includes(seccomp)
      ? []
      : [seccomp]),
  ];
}

function seccompType(context: Record<string, unknown>): unknown {
  const { seccompProfile } = context;
  return isRecord(seccompProfile) ? seccompProfile.type : undefined;
}

function isUnconfined(context: Record<string, unknown>): boolean {
  return seccompType(context) === 'Unconfined';
}
