/**
 * The English texts of {@link ClusterReasonParams}.
 *
 * @public
 */
export const clusterReasonTexts = {
  NamespaceDeleted:
    'The namespace {{name}} is deleted, with everything that is in it.',
  ResourceDefinitionDeleted:
    'The CustomResourceDefinition {{name}} is deleted, and with it every object of its kind in the whole cluster.',
  VolumeClaimDeleted:
    'The PersistentVolumeClaim {{name}} is deleted: unless its volume is retained, its data is lost.',
  StatefulSetDeleted:
    'The StatefulSet {{name}} is deleted: its pods end, and the volumes that they used stay behind.',
  ObjectDeleted: 'The {{kind}} {{name}} is deleted.',
  ImmutableFieldChanged:
    '{{field}} of the {{kind}} {{name}} changes, which Kubernetes refuses: the sync fails until the object is deleted and created again.',
  VolumeRemoved:
    'The {{kind}} {{name}} no longer has the volume {{volume}}: its pods lose what is on it.',
  VolumeChanged:
    'The volume {{volume}} of the {{kind}} {{name}} becomes another one: its pods no longer see what is on the present one.',
  VolumeMountChanged:
    'The container {{container}} of the {{kind}} {{name}} no longer finds the volume {{volume}} where it was mounted.',
  ReplicasToZero:
    'The {{kind}} {{name}} is scaled to 0 replicas: none of its pods runs.',
  SelectorChanged: 'The {{kind}} {{name}} selects other pods than before.',
  NoPodsSelected:
    'The {{kind}} {{name}} no longer selects any of the pods beside it.',
  ImageRepositoryChanged:
    'The container {{container}} of the {{kind}} {{name}} gets its image from another repository: {{to}} in place of {{from}}.',
  imageRepositoryAdded:
    'The new container {{container}} of the {{kind}} {{name}} gets its image from a repository that is new here: {{to}}.',
  RightsWidened: 'The {{kind}} {{name}} gives more rights: {{rights}}.',
  HostAccessGained:
    'The {{kind}} {{name}} gets access to its node: {{access}}.',
  FurtherDangers: '{{count}} further dangers are not listed.',
  NothingWritten: 'There is no change to {{environment}} to be judged.',
  NoDangersFound:
    'Nothing that is known to be dangerous changes in the cluster of {{environment}}.',
  dangersIgnored: 'The policy of {{environment}} holds nothing back for this:',
  manifestsInvalid: 'What changes in the cluster cannot be told.',
  manifestsNotRendered: 'The portal does not render these files.',
  FilesNotRendered:
    'The portal renders kustomizations and no values of Helm, and these files are not part of a kustomization: {{files}}.',
  RenderingTimedOut:
    'The manifests of {{environment}} could not be rendered within {{seconds}} seconds. Try again.',
  RenderingFailed:
    'The manifests of {{environment}} could not be rendered because of an error in the portal. Its log says more.',
} as const;
