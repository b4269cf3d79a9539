/**
 * German for every text of `clusterMessages.ts`, and for the reasons about it.
 *
 * @internal
 */
export const clusterGerman = {
  'cluster.title': 'Im Cluster',
  'cluster.updated_one': '{{count}} Objekt ändert sich',
  'cluster.updated_other': '{{count}} Objekte ändern sich',
  'cluster.created_one': '{{count}} Objekt wird angelegt',
  'cluster.created_other': '{{count}} Objekte werden angelegt',
  'cluster.removed_one': '{{count}} Objekt wird gelöscht',
  'cluster.removed_other': '{{count}} Objekte werden gelöscht',
  'cluster.nothingRemoved': 'nichts wird gelöscht',
  'cluster.nothing': 'Kein Objekt ändert sich.',
  'cluster.safe':
    'Kein Volume geht verloren, keine Rolle erlaubt mehr, und kein Image kommt aus einem anderen Repository.',
  'cluster.dangers_one': 'Eines sollten Sie vorher ansehen',
  'cluster.dangers_other': '{{count}} Dinge sollten Sie vorher ansehen',
  'cluster.unknown':
    'Was sich ändert, ist nicht bekannt. Das Gate darunter sagt, warum.',
  'cluster.changed': 'ändert sich',
  'cluster.new': 'wird angelegt',
  'cluster.gone': 'wird gelöscht',
  'cluster.renamed': 'bisher {{name}}',
  'cluster.fieldIs': '{{field}}: {{before}} → {{after}}',
  'cluster.fieldSet': '{{field}} wird auf {{after}} gesetzt',
  'cluster.fieldRemoved': '{{field}} entfällt',
  'cluster.moreFields_one': '{{count}} weiteres Feld',
  'cluster.moreFields_other': '{{count}} weitere Felder',
  'cluster.showDiff': 'Diff zeigen',
  'cluster.hideDiff': 'Diff verbergen',
  'cluster.showDiffOf': 'Diff von {{object}} zeigen',
  'cluster.hideDiffOf': 'Diff von {{object}} verbergen',
  'cluster.moreObjects_one': '{{count}} weiteres Objekt ist nicht aufgeführt.',
  'cluster.moreObjects_other':
    '{{count}} weitere Objekte sind nicht aufgeführt.',
  'cluster.dangersAbove': 'Siehe oben unter „Im Cluster“.',
  'gateTitle.cluster-changes': 'Im Cluster ändert sich nichts Gefährliches',
  'reason.NamespaceDeleted':
    'Der Namespace {{name}} wird gelöscht, mit allem, was darin ist.',
  'reason.ResourceDefinitionDeleted':
    'Die CustomResourceDefinition {{name}} wird gelöscht, und mit ihr jedes Objekt ihrer Art im ganzen Cluster.',
  'reason.VolumeClaimDeleted':
    'Der PersistentVolumeClaim {{name}} wird gelöscht: Bleibt sein Volume nicht erhalten, sind die Daten verloren.',
  'reason.StatefulSetDeleted':
    'Das StatefulSet {{name}} wird gelöscht: Seine Pods enden, und die Volumes, die sie benutzt haben, bleiben zurück.',
  'reason.ObjectDeleted': '{{kind}} {{name}} wird gelöscht.',
  'reason.ImmutableFieldChanged':
    '{{field}} von {{kind}} {{name}} ändert sich, und Kubernetes lässt das nicht zu: Der Sync schlägt fehl, bis das Objekt gelöscht und neu angelegt ist.',
  'reason.VolumeRemoved':
    '{{kind}} {{name}} hat das Volume {{volume}} nicht mehr: Die Pods verlieren, was darauf liegt.',
  'reason.VolumeChanged':
    'Das Volume {{volume}} von {{kind}} {{name}} wird ein anderes: Die Pods sehen nicht mehr, was auf dem jetzigen liegt.',
  'reason.VolumeMountChanged':
    'Der Container {{container}} von {{kind}} {{name}} findet das Volume {{volume}} nicht mehr, wo es eingehängt war.',
  'reason.ReplicasToZero':
    '{{kind}} {{name}} wird auf 0 Replicas gesetzt: Keiner der Pods läuft mehr.',
  'reason.SelectorChanged':
    '{{kind}} {{name}} wählt andere Pods aus als bisher.',
  'reason.NoPodsSelected':
    '{{kind}} {{name}} wählt keinen der Pods daneben mehr aus.',
  'reason.ImageRepositoryChanged':
    'Der Container {{container}} von {{kind}} {{name}} bekommt sein Image aus einem anderen Repository: {{to}} statt {{from}}.',
  'reason.imageRepositoryAdded':
    'Der neue Container {{container}} von {{kind}} {{name}} bekommt sein Image aus einem Repository, das hier neu ist: {{to}}.',
  'reason.RightsWidened': '{{kind}} {{name}} gibt mehr Rechte: {{rights}}.',
  'reason.HostAccessGained':
    '{{kind}} {{name}} bekommt Zugriff auf den Knoten: {{access}}.',
  'reason.FurtherDangers': '{{count}} weitere Gefahren sind nicht aufgeführt.',
  'reason.NothingWritten':
    'Es gibt keine Änderung an {{environment}}, die zu beurteilen wäre.',
  'reason.NoDangersFound':
    'Im Cluster von {{environment}} ändert sich nichts, von dem bekannt ist, dass es gefährlich ist.',
  'reason.dangersIgnored':
    'Die Richtlinie von {{environment}} hält dafür nichts auf:',
  'reason.manifestsInvalid':
    'Was sich im Cluster ändert, lässt sich nicht sagen.',
  'reason.manifestsNotRendered': 'Das Portal rendert diese Dateien nicht.',
  'reason.FilesNotRendered':
    'Das Portal rendert Kustomizations und keine Values von Helm, und diese Dateien gehören zu keiner Kustomization: {{files}}.',
  'reason.RenderingTimedOut':
    'Die Manifeste von {{environment}} konnten nicht innerhalb von {{seconds}} Sekunden gerendert werden. Versuchen Sie es noch einmal.',
  'reason.RenderingFailed':
    'Die Manifeste von {{environment}} konnten wegen eines Fehlers im Portal nicht gerendert werden. Sein Log sagt mehr.',
} as const;
