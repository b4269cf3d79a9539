/**
 * The codes about what a change of Git changes in the cluster. `kind` and `name` are those of a Kubernetes object.
 *
 * @public
 */
export interface ClusterReasonParams {
  // What may go wrong.
  NamespaceDeleted: { name: string };
  ResourceDefinitionDeleted: { name: string };
  VolumeClaimDeleted: { name: string };
  StatefulSetDeleted: { name: string };
  ObjectDeleted: { kind: string; name: string };
  /** Kubernetes refuses another value of the field in an object that exists. */
  ImmutableFieldChanged: { kind: string; name: string; field: string };
  VolumeRemoved: { kind: string; name: string; volume: string };
  VolumeChanged: { kind: string; name: string; volume: string };
  /** A volume is no longer where a container looks for it. */
  VolumeMountChanged: {
    kind: string;
    name: string;
    container: string;
    volume: string;
  };
  ReplicasToZero: { kind: string; name: string };
  SelectorChanged: { kind: string; name: string };
  /** It selected pods that are rendered with it, and does no longer. */
  NoPodsSelected: { kind: string; name: string };
  /** `from` is missing for a container that is new. */
  ImageRepositoryChanged: {
    kind: string;
    name: string;
    container: string;
    from?: string;
    to: string;
  };
  /** What a role allows, or whom a binding gives its role, beyond what it was. */
  RightsWidened: { kind: string; name: string; rights: string[] };
  /** A pod gets at its node: `access` is the field that lets it, for example `hostNetwork`. */
  HostAccessGained: { kind: string; name: string; access: string };
  /** Of a list that was cut. */
  FurtherDangers: { count: number };

  // What the gate says of it.
  /** Nothing is known of what would be written, or nothing would be. */
  NothingWritten: { environment: string };
  NoDangersFound: { environment: string };

  // Why it is not known what changes.
  /** The files are not what kustomize renders. */
  ManifestsInvalid: {
    file: string;
    line: number;
    column: number;
    detail: string;
  };
  /** The files may be right, and use what the portal does not render. */
  ManifestsNotRendered: {
    file: string;
    line: number;
    column: number;
    detail: string;
  };
  /** Files that are edited, and that nothing that was rendered is made of: values of Helm, for example. */
  FilesNotRendered: { files: string[] };
  RenderingTimedOut: { environment: string; seconds: number };
  /** Only the log may tell why. */
  RenderingFailed: { environment: string };
}
