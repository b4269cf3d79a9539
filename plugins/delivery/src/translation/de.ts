import { canaryGerman } from './canaryGerman';
import { clusterGerman } from './clusterGerman';
import { trainGerman } from './trainGerman';
import { fleetGerman } from './fleetGerman';
import { panelGerman } from './panelGerman';

/**
 * German for every text of `messages.ts`, keyed by dotted path; a missing key is a type error in the translation ref.
 *
 * @internal
 */
const german = {
  ...canaryGerman,
  ...clusterGerman,
  ...fleetGerman,
  ...trainGerman,
  ...panelGerman,
  'home.title': 'Start',
  'home.loading': 'Es wird nachgesehen, was auf Sie wartet …',
  'home.count_one': '{{count}} Sache wartet auf Sie',
  'home.count_other': '{{count}} Sachen warten auf Sie',
  'home.waitsUnknown': 'Es ist nicht bekannt, ob etwas auf Sie wartet.',
  'home.waitsNone': 'Nichts wartet auf Sie.',
  'home.waitsOne': 'Eine Sache wartet auf Sie.',
  'home.waitsMany': '{{number}} Sachen warten auf Sie.',
  'home.number.n2': 'Zwei',
  'home.number.n3': 'Drei',
  'home.number.n4': 'Vier',
  'home.number.n5': 'Fünf',
  'home.number.n6': 'Sechs',
  'home.number.n7': 'Sieben',
  'home.number.n8': 'Acht',
  'home.number.n9': 'Neun',
  'home.ofTeam': 'von {{team}}',
  'home.ofMine': 'Ihrer Teams',
  'home.productionNone': 'Kein Dienst {{whose}} ist in Produktion.',
  'home.productionHealthy': 'Alles {{whose}} ist in Produktion gesund.',
  'home.productionMoving_one':
    'Nichts {{whose}} ist in Produktion ungesund; {{count}} Dienst ist dort im Gange oder angehalten.',
  'home.productionMoving_other':
    'Nichts {{whose}} ist in Produktion ungesund; {{count}} Dienste sind dort im Gange oder angehalten.',
  'home.productionUnhealthy_one':
    '{{count}} Dienst {{whose}} ist in Produktion nicht gesund.',
  'home.productionUnhealthy_other':
    '{{count}} Dienste {{whose}} sind in Produktion nicht gesund.',
  'home.productionOthers_one':
    'Von {{count}} weiteren Dienst ist es nicht bekannt.',
  'home.productionOthers_other': 'Von {{count}} weiteren ist es nicht bekannt.',
  'home.productionUnknown':
    'Es ist nicht bekannt, wie es den Diensten {{whose}} in Produktion geht.',
  'home.productionPartly_one':
    'Von {{count}} Dienst {{whose}} ist nicht bekannt, ob er in Produktion gesund ist; von den anderen ist nichts Schlechtes bekannt.',
  'home.productionPartly_other':
    'Von {{count}} Diensten {{whose}} ist nicht bekannt, ob sie in Produktion gesund sind; von den anderen ist nichts Schlechtes bekannt.',
  'home.waitsTitle': 'Wartet auf Sie',
  'home.progressTitle': 'Im Gange',
  'home.nothingWaits':
    'Pull Requests, die Ihre Genehmigung brauchen, und Dienste von Ihnen, die nicht gesund sind oder einen Sync brauchen, erscheinen hier.',
  'home.noTeamTitle': 'Keines Ihrer Teams verantwortet einen Dienst',
  'home.noTeamText':
    'Ihre Dienste erscheinen hier, sobald eine service.yaml Sie oder eines Ihrer Teams als verantwortlich nennt.',
  'home.noTeamAction': 'Alle Dienste zeigen',
  'home.more_one': 'und {{count}} weitere',
  'home.more_other': 'und {{count}} weitere',
  'home.promotion': '{{service}} {{release}} → {{environment}}',
  'home.rollback': '{{service}} zurück auf {{release}} in {{environment}}',
  'home.serviceIn': '{{service}} in {{environment}}',
  'home.needs.approve': 'wartet auf Ihre Genehmigung',
  'home.needs.conflicts': 'lässt sich nicht mergen: Der Branch hat Konflikte',
  'home.needs.checksFailed':
    'kommt nicht weiter: Eine Prüfung des Pull Requests ist fehlgeschlagen',
  'home.needs.gatesFailed':
    'sollte nicht gemergt werden: Ein Gate ist nicht erfüllt',
  'home.needs.merge': 'wartet auf den Merge',
  'home.needs.syncFailing': 'lässt sich nicht synchronisieren',
  'home.needs.awaitsSync': 'wartet auf einen Sync',
  'home.askedBy': 'angefordert von {{who}} vor {{age}}',
  'home.action.review': 'Prüfen',
  'home.action.show': 'Zeigen',
  'home.action.follow': 'Verfolgen',
  'home.servicesTitle': 'Meine Dienste',
  'home.servicesNote': 'Was in Produktion läuft',
  'home.runsUnknown': 'Das Portal hat nicht gesagt, was in Produktion läuft.',
  'home.noProduction': 'keine Produktion',
  'home.notKnown': 'nicht bekannt',
  'home.servicesUnknown':
    'Der Katalog hat nicht gesagt, welche Dienste Ihre sind.',
  'home.noServices': 'Noch keine Dienste von Ihnen.',
  'home.sinceTitle': 'Seit gestern',
  'home.sinceEmpty': 'Seit gestern wurde nichts ausgerollt.',
  'home.metricsTitle': 'Kennzahlen von {{team}}, letzte 90 Tage',
  'sentence.hidden': 'Sie dürfen {{name}} nicht sehen.',
  'sentence.unknown': 'Wie es um {{name}} steht, ist nicht bekannt.',
  'sentence.stale': 'Was zu {{name}} gezeigt wird, ist nicht aktuell.',
  'sentence.empty': 'In {{name}} läuft noch nichts.',
  'sentence.healthy': 'In {{name}} läuft {{release}} und ist gesund.',
  'sentence.progressing':
    'In {{name}} läuft {{release}} und wird gerade ausgerollt.',
  'sentence.suspended': 'In {{name}} läuft {{release}} und ist angehalten.',
  'sentence.degraded': 'In {{name}} läuft {{release}} und ist gestört.',
  'sentence.plain':
    'In {{name}} läuft {{release}}; der Zustand ist nicht bekannt.',
  'sentence.healthyPlain': '{{name}} ist gesund.',
  'sentence.progressingPlain': '{{name}} wird gerade ausgerollt.',
  'sentence.suspendedPlain': '{{name}} ist angehalten.',
  'sentence.degradedPlain': '{{name}} ist gestört.',
  'sentence.missing': 'Was in {{name}} laufen soll, fehlt.',
  'sentence.canary': 'In {{name}} läuft ein Canary von {{release}}.',
  'sentence.canaryPaused':
    'Der Canary von {{release}} in {{name}} ist angehalten.',
  'sentence.canaryAborted':
    'Der Canary von {{release}} in {{name}} wurde abgebrochen.',
  'sentence.autoSyncBlocked':
    'Sync-Fenster halten Argo CD davon ab, {{names}} von selbst zu synchronisieren.',
  'sentence.behind': '{{name}} ist hinter {{before}}.',
  'sentence.underWay': 'Eine Beförderung von {{before}} nach {{name}} läuft.',
  'sentence.othersDegraded': 'Ebenfalls gestört: {{names}}.',
  'page.title': 'Auslieferung',
  'page.loading': 'Die Seite wird geladen',
  'page.filter': 'Dienste filtern',
  'page.filterPlaceholder': 'Dienst, Team, Kategorie',
  'page.count_one': '{{count}} Dienst',
  'page.count_other': '{{count}} Dienste',
  'page.countFiltered': '{{shown}} von {{total}} Diensten',
  'page.service': 'Dienst',
  'page.tableLabel': 'Dienste und was in ihren Umgebungen läuft',
  'page.twoVersions': 'zwei Versionen',
  'page.noEnvironments': 'Keine Umgebungen',
  'page.emptyTitle': 'Noch keine Dienste',
  'page.emptyText':
    'Dienste, von denen Sie eine Umgebung sehen dürfen, erscheinen hier, sobald der Katalog ihre service.yaml gelesen hat. Legen Sie den ersten an oder prüfen Sie die Konfiguration des Katalogs.',
  'page.emptyAction': 'Einen Dienst anlegen',
  'page.noMatchTitle': 'Kein Dienst passt zu „{{filter}}“',
  'page.noMatchText':
    'Versuchen Sie ein anderes Wort oder setzen Sie den Filter zurück.',
  'page.clearFilter': 'Filter zurücksetzen',
  'layer.services': 'Dienste',
  'layer.platform': 'Plattform',
  'layer.infra': 'Infrastruktur',
  'layer.bootstrap': 'Bootstrap',
  'layer.none': 'Keine Schicht',
  'health.Healthy': 'Gesund',
  'health.Progressing': 'Im Übergang',
  'health.Suspended': 'Angehalten',
  'health.Missing': 'Fehlt',
  'health.Degraded': 'Gestört',
  'health.Unknown': 'Unbekannt',
  'sync.Synced': 'Synchron',
  'sync.OutOfSync': 'Nicht synchron',
  'sync.Unknown': 'Sync unbekannt',
  'sync.Running': 'Wird synchronisiert',
  'sync.PartialSyncRunning': 'Einzelne Ressourcen werden synchronisiert',
  'sync.DryRunRunning': 'Probelauf im Gange',
  'sync.Retrying': 'Sync scheitert, neuer Versuch folgt',
  'presence.noApplication': 'Keine Anwendung',
  'presence.hidden': 'Für Sie nicht sichtbar',
  'presence.unlisted': 'Nicht mehr aufgeführt',
  'presence.notVisible': 'Für das Konto des Portals nicht sichtbar',
  'presence.neverDeployed': 'Noch nie ausgerollt',
  'age.milliseconds': '{{value}}\u00a0ms',
  'age.seconds': '{{value}}\u00a0s',
  'age.minutes': '{{value}}\u00a0min',
  'age.hours': '{{value}}\u00a0Std.',
  'age.days': '{{value}}\u00a0Tg.',
  'age.since': 'seit {{age}}',
  'age.asOf': 'Stand vor {{age}}',
  'age.asOfSource': 'Stand vor {{age}}, von Argo CD {{instance}}',
  'stop.label': 'Umgebung {{name}}',
  'stop.list': 'Umgebungen in der Reihenfolge der Beförderung',
  'stop.detailsLabel': '{{name}}, Details',
  'stop.auto': 'automatisch',
  'stop.manual': 'von Hand',
  'stop.autoExplained': 'Argo CD synchronisiert jeden Commit automatisch',
  'stop.manualExplained': 'Jeder Sync wird von Hand gestartet',
  'stop.place': '{{namespace}} auf {{cluster}}',
  'stop.placeExplained': 'Namespace {{namespace}} auf Cluster {{cluster}}',
  'stop.canary': 'Canary {{weights}} %',
  'stop.blueGreen': 'Blue-Green',
  'stop.releaseUnknown': 'Release unbekannt',
  'stop.nothingRuns': 'Hier läuft noch nichts',
  'stop.moreImages_one': '+{{count}} Image',
  'stop.moreImages_other': '+{{count}} Images',
  'stop.allImages': 'Alle Images',
  'stop.behind': 'hinter {{name}}',
  'stop.ahead': 'weiter als {{name}}',
  'stop.differs': 'anders als {{name}}',
  'stop.argocd': 'Argo CD',
  'stop.argocdLabel': '{{name}} in Argo CD öffnen (neuer Tab)',
  'stop.sync': 'Synchronisieren',
  'stop.syncLabel': '{{name}} synchronisieren',
  'stop.syncResources_one': '{{count}} Ressource',
  'stop.syncResources_other': '{{count}} Ressourcen',
  'stop.diff': 'Diff',
  'stop.diffLabel': 'Diff von {{name}} zu Git',
  'stop.syncOverRollbackTitle':
    '{{name}} synchronisieren und das Rollback rückgängig machen?',
  'stop.syncOverRollback':
    '{{name}} wurde an Git vorbei auf {{runs}} zurückgerollt, und Git nennt weiterhin {{release}}. Eine Synchronisierung bringt {{release}} zurück.',
  'stop.syncPastTitle': '{{name}} an {{before}} vorbei synchronisieren?',
  'stop.syncPast':
    'Git nennt {{release}} für {{name}}. In {{before}} läuft {{runs}}; soweit das Portal weiß, lief {{release}} dort nicht, und keine Promotion hat es hierher gebracht. Eine Synchronisierung bringt es trotzdem nach {{name}}.',
  'stop.syncForbidden':
    'Sie dürfen {{name}} nicht synchronisieren. Wenden Sie sich an jemanden, der es darf, oder an die Verwaltung des Portals.',
  'stop.forbidden': 'Sie dürfen diese Umgebung nicht sehen.',
  'stop.stale': 'Letzter bekannter Stand, {{age}} alt',
  'stop.operationFailed': 'Letzter Sync fehlgeschlagen: {{message}}',
  'stop.operationFailedPlain': 'Letzter Sync fehlgeschlagen',
  'stop.unlisted':
    'Von Argo CD nicht mehr aufgeführt, zuletzt gesehen vor {{age}}',
  'stop.partialSyncFailed': 'Letzter Teil-Sync fehlgeschlagen: {{message}}',
  'stop.partialSyncFailedPlain': 'Letzter Teil-Sync fehlgeschlagen',
  'stop.partialSyncDone':
    'Nur einzelne Ressourcen wurden synchronisiert, vor {{age}}',
  'stop.dryRunFailed': 'Letzter Probelauf fehlgeschlagen: {{message}}',
  'stop.dryRunFailedPlain': 'Letzter Probelauf fehlgeschlagen',
  'stop.dryRunDone': 'Probelauf vor {{age}}, nichts wurde angewendet',
  'stop.retrying':
    'Der Sync scheitert, und Argo CD versucht es erneut: {{message}}',
  'stop.condition': '{{type}}: {{message}}',
  'stop.mixed':
    'Zwei Versionen laufen; welche davon die stabile ist, ist nicht bekannt',
  'stop.inGit': 'In Git: {{release}}',
  'differences.count_one': '{{count}} Ressource weicht von Git ab.',
  'differences.count_other': '{{count}} Ressourcen weichen von Git ab.',
  'differences.pruneOnly_one':
    'Nur noch Aufräumen fehlt: {{count}} Ressource steht nicht mehr in Git.',
  'differences.pruneOnly_other':
    'Nur noch Aufräumen fehlt: {{count}} Ressourcen stehen nicht mehr in Git.',
  'differences.show': 'Zeigen',
  'differences.hide': 'Ausblenden',
  'differences.showLabel': 'Zeigen, was in {{name}} von Git abweicht',
  'differences.hideLabel': 'Ausblenden, was in {{name}} von Git abweicht',
  'differences.in': 'in {{namespace}}',
  'differences.toPrune': '(wird nur durch Aufräumen entfernt)',
  'differences.more': 'und {{number}} weitere',
  'prune.button': 'Aufräumen',
  'prune.label': 'Aufräumen in {{name}}',
  'prune.title': 'Aufräumen in {{name}}',
  'prune.text_one':
    'Diese Ressource steht nicht mehr in Git. Aufräumen (Prune) entfernt sie aus dem Cluster und ändert sonst nichts:',
  'prune.text_other':
    'Diese {{count}} Ressourcen stehen nicht mehr in Git. Aufräumen (Prune) entfernt sie aus dem Cluster und ändert sonst nichts:',
  'prune.confirm_one': '{{count}} Ressource entfernen',
  'prune.confirm_other': '{{count}} Ressourcen entfernen',
  'prune.cancel': 'Abbrechen',
  'prune.started': 'Argo CD hat mit dem Aufräumen begonnen.',
  'prune.tooMany':
    'Zu viele, um sie hier zu bestätigen: bitte in Argo CD aufräumen.',
  'instance.unreachable': 'Argo CD {{name}} antwortet seit {{age}} nicht',
  'instance.unreachableNever': 'Argo CD {{name}} hat noch nicht geantwortet',
  'instance.unreachableText':
    'Die grauen Angaben unten stammen aus der letzten Antwort. Das Portal fragt weiter nach.',
  'instance.reason': 'Grund: {{reason}}',
  'transition.label': 'Von {{from}} nach {{to}}',
  'transition.promote': 'Nach {{to}} befördern',
  'transition.comesFrom': 'aus {{from}}',
  'transition.forbidden':
    'Sie dürfen nicht nach {{to}} befördern. Wenden Sie sich an das Team, dem der Service gehört, oder an die Verwaltung des Portals.',
  'transition.sourceIs': '{{from}}: {{health}}',
  'transition.same': 'Gleiches Release in Git',
  'transition.headMoved': 'Von anderen geändert',
  'transition.retargeted': 'Geht nach {{base}}, nicht nach {{expected}}',
  'transition.conflicts': 'Konflikte, nicht mergebar',
  'transition.waitsUntil': 'Wartet bis {{time}}',
  'transition.mergesItself': 'Das Portal mergt, sobald alles erfüllt ist',
  'transition.gatesWait': 'Wartet auf Gates',
  'transition.gatesHold': 'Gates nicht mehr erfüllt',
  'transition.unknown': 'Nicht vergleichbar: ein Release ist nicht bekannt',
  'transition.empty': 'In {{name}} läuft noch nichts',
  'transition.hidden': 'Nicht vergleichbar: Sie dürfen {{name}} nicht sehen',
  'transition.stale': 'Keine Beförderung, solange Argo CD nicht antwortet',
  'transition.unlisted':
    'Keine Beförderung, solange Argo CD {{name}} nicht auflistet',
  'transition.proposed': 'Pull Request wird eröffnet',
  'transition.open': 'PR #{{number}} offen',
  'transition.openPlain': 'Pull Request offen',
  'transition.merged': 'Gemergt, wartet auf Sync',
  'transition.syncing': 'Gemergt, wird synchronisiert',
  'transition.verifying': 'Wird geprüft',
  'transition.succeeded': 'Befördert',
  'transition.rejected': 'Pull Request ohne Merge geschlossen',
  'transition.rejectedText': 'Öffnen Sie ihn wieder, oder befördern Sie neu.',
  'transition.superseded': 'Durch eine neuere Beförderung ersetzt',
  'transition.failed': 'Beförderung fehlgeschlagen',
  'transition.pullRequest': 'PR #{{number}}',
  'transition.openLabel': 'PR #{{number}} offen: {{title}} (neuer Tab)',
  'transition.pullRequestLabel': 'PR #{{number}}: {{title}} (neuer Tab)',
  'transition.progress': 'Verlauf zeigen',
  'transition.progressLabel': 'Verlauf zeigen: Beförderung nach {{to}}',
  'transition.otherRelease':
    '{{from}} hat jetzt ein anderes Release: {{release}}',
  'transition.promoteInstead': 'Stattdessen {{release}} befördern',
  'transition.openFailed': 'Der Pull Request konnte nicht eröffnet werden',
  'transition.openUncertain':
    'Es gibt keine Bestätigung, dass der Pull Request eröffnet wurde',
  'transition.goesBack': '{{to}} wird gerade zurückgerollt',
  'transition.rolledBack': 'Wurde in {{to}} vor {{age}} zurückgerollt',
  'transition.rolledBackBy':
    'Wurde in {{to}} vor {{age}} von {{by}} zurückgerollt',
  'transition.searching': 'Der Pull Request wird gesucht',
  'rollback.button': 'Zurückrollen',
  'rollback.buttonLabel': '{{environment}} auf {{release}} zurückrollen',
  'rollback.buttonLabelPlain': '{{environment}} zurückrollen',
  'rollback.previous': 'Vorher {{release}}',
  'rollback.previousUntil': 'Vorher {{release}}, bis vor {{age}}',
  'rollback.done': 'Vor {{age}} von {{release}} zurückgerollt',
  'rollback.doneBy': 'Vor {{age}} von {{release}} zurückgerollt, durch {{by}}',
  'rollback.underWay': 'Wird auf {{release}} zurückgerollt',
  'rollback.wasUnderWay': 'Sollte auf {{release}} zurückgerollt werden',
  'rollback.progressLabel':
    'Fortschritt anzeigen: {{environment}} wird zurückgerollt',
  'rollback.succeeded': 'Zurückgerollt',
  'rollback.superseded': 'Durch einen neueren Pull Request ersetzt',
  'rollback.failed': 'Zurückrollen fehlgeschlagen',
  'rollback.rejectedText':
    'Öffnen Sie ihn wieder oder rollen Sie erneut zurück.',
  'rollback.retargeted':
    'Jemand hat dem Pull Request einen anderen Ziel-Branch gegeben: Ein Merge brächte nichts nach {{to}}. Stellen Sie ihn zurück auf {{expected}}, oder schließen Sie den Pull Request und rollen Sie erneut zurück.',
  'rollback.forbidden':
    'Sie dürfen {{environment}} nicht zurückrollen. Wenden Sie sich an das Team, dem der Dienst gehört, oder an eine Administratorin oder einen Administrator des Portals.',
  'rollback.title': '{{service}} in {{environment}} zurückrollen',
  'rollback.followTitle': 'Zurückrollen von {{service}} in {{environment}}',
  'rollback.backTo': 'Zurück auf',
  'rollback.candidates': 'Releases, die vorher in {{environment}} liefen',
  'rollback.loadingCandidates': 'Frühere Releases werden geladen',
  'rollback.allCandidates_one': '{{count}} Release anzeigen',
  'rollback.allCandidates_other': 'Alle {{count}} Releases anzeigen',
  'rollback.emptyTitle':
    'Es ist kein früheres Release von {{environment}} bekannt',
  'rollback.emptyText':
    'Ab jetzt wird jedes Release festgehalten, das in {{environment}} läuft. Sobald ein anderes gefolgt ist, können Sie zu ihm zurückkehren.',
  'rollback.runsSince': 'läuft seit {{age}}',
  'rollback.ranUntil': 'bis vor {{age}}',
  'rollback.ranFor': 'lief {{duration}}',
  'rollback.by': 'von {{by}}',
  'rollback.ago': 'vor {{age}}',
  'rollback.outcome.succeeded': 'war gesund',
  'rollback.outcome.failed': 'war gestört',
  'rollback.outcome.unknown': 'Zustand nicht bekannt',
  'rollback.wasRolledBackPlain': 'Wurde vor {{age}} zurückgerollt.',
  'rollback.wasRolledBack': 'Wurde vor {{age}} von {{by}} zurückgerollt.',
  'rollback.commits': 'Commits an den Dateien des Dienstes seitdem',
  'rollback.noCommits': 'Keine.',
  'rollback.commitsUnknown': 'Der Git-Host hat sie nicht genannt.',
  'rollback.moreCommits': 'Es gibt ältere.',
  'rollback.commitLabel': '{{hash}}: {{title}} (neuer Tab)',
  'rollback.scope': 'Was zurückgerollt wird',
  'rollback.versions': 'Nur die Versionen',
  'rollback.versionsText':
    'Replikate, Variablen und Limits, die seitdem geändert wurden, bleiben, wie sie sind.',
  'rollback.everything': 'Alle Dateien von {{environment}}',
  'rollback.everythingText_one':
    'Wie sie damals waren: {{count}} weitere Änderung wird mit zurückgenommen.',
  'rollback.everythingText_other':
    'Wie sie damals waren: {{count}} weitere Änderungen werden mit zurückgenommen.',
  'rollback.nothingElse':
    'Nur die Versionen. Sonst hat sich an den Dateien der Umgebung seitdem nichts geändert.',
  'rollback.showOthers': 'Anzeigen, was sich sonst geändert hat',
  'rollback.hideOthers': 'Ausblenden, was sich sonst geändert hat',
  'rollback.warning': 'Das könnte schiefgehen',
  'rollback.existing': 'Ein Pull Request dafür ist bereits offen',
  'rollback.existingText':
    'Erneutes Zurückrollen würde zu demselben Pull Request führen.',
  'rollback.confirm': 'Pull Request für {{environment}} eröffnen',
  'rollback.note': 'Bis zum Merge ändert sich in {{environment}} nichts.',
  'rollback.cannot': 'Das Zurückrollen ist gerade nicht möglich.',
  'rollback.next':
    '{{release}} ist noch in der Umgebung davor. Wer es erneut nach {{environment}} befördert, muss einen Grund angeben.',
  'rollback.nextPlain':
    'Mit der nächsten Beförderung nach {{environment}} geht es wieder vorwärts.',
  'emergency.requested': 'Wird an Git vorbei zurückgerollt',
  'emergency.applied': 'An Git vorbei zurückgerollt',
  'emergency.refused': 'Argo CD hat nicht zurückgerollt',
  'emergency.settled':
    'An Git vorbei zurückgerollt; Git stimmt inzwischen überein',
  'emergency.overruled': 'An Git vorbei zurückgerollt, inzwischen abgelöst',
  'emergency.by': 'Auf {{release}}, von {{by}}',
  'emergency.agrees': 'Git stimmt überein, sobald dies gemergt ist:',
  'emergency.pullRequest': 'Der Pull Request dafür wird eröffnet.',
  'emergency.owed':
    'Git stimmt noch nicht überein: Der Pull Request dafür steht noch aus. Das Portal versucht es weiter.',
  'emergency.over':
    'Das Rollback von {{environment}} an Git vorbei ist abgeschlossen.',
  'emergency.title': 'Notfall: an Git vorbei zurückrollen',
  'emergency.offer':
    'Schneller, aber vorbei an allem, was {{environment}} schützt.',
  'emergency.show': 'An Git vorbei zurückrollen…',
  'emergency.wouldBeRefused': 'Argo CD würde es jetzt ablehnen.',
  'emergency.method.rollback':
    'Argo CD kehrt in {{environment}} anhand seines eigenen Verlaufs sofort zu {{release}} zurück.',
  'emergency.method.sync':
    'Argo CD synchronisiert {{environment}} sofort auf den Commit, der {{release}} brachte.',
  'emergency.bypasses': 'Das umgeht:',
  'emergency.bypassesGit':
    'Git: Dort steht für {{environment}} weiterhin ein anderes Release',
  'emergency.bypassesReview': 'Review und Checks eines Pull Requests',
  'emergency.bypassesApproval': 'die Genehmigung durch jemand anderen',
  'emergency.bypassesGates': 'die Gates: {{gates}}',
  'emergency.bypassesAllGates': 'alle Gates',
  'emergency.follows':
    'Gleich danach wird der Pull Request eröffnet, der Git angleicht. Bis zu dessen Merge steht bei {{environment}} „An Git vorbei zurückgerollt“.',
  'emergency.reason': 'Grund, Git zu umgehen',
  'emergency.confirm': '{{environment}} jetzt an Git vorbei zurückrollen',
  'emergency.argocdSlow':
    'Argo CD hat noch nicht geantwortet; es wird weiter gewartet…',
  'emergency.stopped':
    'Sie haben das Warten beendet. Das Portal macht weiter: Das Ergebnis erscheint hier, sobald es bekannt ist.',
  'emergency.failed': 'Zurückrollen fehlgeschlagen',
  'emergency.maybe':
    'Es ist nicht sicher, ob Argo CD zurückgerollt hat. Das Ergebnis erscheint hier, sobald es bekannt ist.',
  'commits.title': 'Commits',
  'commits.repository': 'Von {{from}} bis {{to}} in',
  'commits.count_one': '{{count}} Commit',
  'commits.count_other': '{{count}} Commits',
  'commits.more_one': 'Und {{count}} weiterer.',
  'commits.more_other': 'Und {{count}} weitere.',
  'commits.identical': 'Beide Versionen wurden aus demselben Commit gebaut.',
  'commits.behind':
    '{{to}} ist älter als {{from}}: Es bringt keine Commits und nimmt welche zurück.',
  'commits.diverged':
    '{{to}} hat nicht alle Commits von {{from}}: Einige werden zurückgenommen.',
  'commits.notFound':
    'Das Quell-Repository hat weder ein Tag noch einen Commit für {{versions}}.',
  'commits.noRepository':
    'Das Quell-Repository gibt es nicht, oder das Portal darf es nicht lesen.',
  'commits.unreachable': 'Der Git-Host antwortet seit {{age}} nicht.',
  'commits.repositoryLabel': '{{repository}}, öffnet in neuem Tab',
  'commits.notesLabel': 'Versionshinweise {{title}}, öffnet in neuem Tab',
  'commits.refusedAddress':
    'Die Annotation source-repository in service.yaml ist keine Adresse eines Repositorys.',
  'commits.refusedOwner':
    'Die Annotation source-repository in service.yaml nennt ein Repository eines anderen Besitzers, was app-config nicht erlaubt.',
  'commits.refusedHost': 'Das Portal liest bei diesem Git-Host keine Commits.',
  'commits.notes': 'Versionshinweise: {{title}}',
  'commits.notesCut': 'Der Rest steht beim Git-Host.',
  'commits.notesAtHost': 'Beim Git-Host öffnen',
  'record.askedBy': 'Angefordert von {{by}}',
  'record.automatic':
    'Vom Portal eröffnet, weil die Prüfung fehlgeschlagen ist,',
  'record.automaticOpening': 'Vom Portal selbst eröffnet (Regel {{rule}})',
  'record.ago': 'vor {{age}}.',
  'record.because': '„{{reason}}“',
  'record.untilMerge': 'Bis zum Merge',
  'record.untilSynced': 'Sync',
  'record.untilHealthy': 'Prüfung',
  'record.afterMerge': 'Sync und Prüfung',
  'record.total': 'Insgesamt',
  'reasonField.label': 'Grund',
  'reasonField.text':
    'In eigenen Worten. Er steht im Pull Request und in der Aufzeichnung.',
  'reasonField.missing': 'Geben Sie zuerst einen Grund an.',
  'promote.portalSlow':
    'Das Portal hat noch nicht geantwortet; es wird weiter gewartet…',
  'environments.announceRollback':
    'Zurückrollen von {{environment}}: {{status}}',
  'environments.announceEmergency': '{{environment}}: {{status}}',
  'approval.awaitedTitle': 'Braucht eine Genehmigung',
  'approval.awaited':
    'Vor dem Merge muss jemand, der Beförderungen nach {{to}} genehmigen darf (Berechtigung {{permission}}), zustimmen, und zwar nicht die Person, die sie beantragt hat.',
  'approval.awaitedByYou':
    'Sie haben die Beförderung beantragt. Vor dem Merge muss jemand anderes zustimmen, der Beförderungen nach {{to}} genehmigen darf (Berechtigung {{permission}}).',
  'approval.awaitedMany':
    'Vor dem Merge müssen {{people}} Personen zustimmen, die Beförderungen nach {{to}} genehmigen dürfen (Berechtigung {{permission}}). Wer sie beantragt hat, zählt nicht.',
  'approval.awaitedManyByYou':
    'Sie haben die Beförderung beantragt. Vor dem Merge müssen {{people}} andere Personen zustimmen, die Beförderungen nach {{to}} genehmigen dürfen (Berechtigung {{permission}}).',
  'approval.givenOf': '{{given}} von {{required}} haben genehmigt.',
  'approval.missingGroups': 'Es fehlt noch je ein Mitglied von:',
  'approval.void':
    'Die Genehmigung von {{by}} gilt nicht mehr, weil der Branch seitdem verschoben wurde.',
  'approval.by': 'Genehmigt von {{by}}',
  'approval.byReview': 'Genehmigt von {{by}}, durch ein Review beim Git-Host',
  'approval.nobody':
    '{{login}} hat beim Git-Host genehmigt. Der Katalog kennt niemanden mit diesem Login, deshalb zählt es nicht.',
  'approval.notCounted':
    '{{by}} hat beim Git-Host genehmigt, was hier nicht zählt.',
  'approval.ago': 'vor {{age}}.',
  'approval.because': '„{{reason}}“',
  'approval.requester':
    '{{by}} hat die Beförderung beantragt und darf Beförderungen nach {{to}} genehmigen, daher muss niemand anderes zustimmen.',
  'approval.overridden':
    'Niemand sonst muss sie genehmigen: Die Genehmigung wird übergangen.',
  'override.choose_one': 'Das Gate übergehen, das sie verhindert',
  'override.choose_other': 'Die {{count}} Gates übergehen, die sie verhindern',
  'override.reason': 'Warum die Gates übergangen werden',
  'override.reasonText':
    'In eigenen Worten. Es steht im Pull Request, im Verlauf und im Audit-Protokoll.',
  'override.time': 'Für wie lange',
  'override.missing': 'Geben Sie an, warum die Gates übergangen werden.',
  'override.open': 'Übergehen und Pull Request für {{to}} eröffnen',
  'override.button': 'Gates übergehen…',
  'override.title': 'Gates der Beförderung nach {{to}} übergehen?',
  'override.what':
    'Diese Gates halten den Commit {{commit}} auf. Übergangen lassen sie ihn durch, bis die Zeit um ist oder jemand auf den Branch pusht.',
  'override.confirm': 'Übergehen',
  'override.failed': 'Die Gates konnten nicht übergangen werden',
  'override.nothing': 'Kein Gate wurde übergangen.',
  'override.maybe':
    'Es ist nicht sicher, ob sie übergangen wurden. Sie können es gefahrlos erneut versuchen.',
  'override.by': '{{by}} hat Gates bis {{until}} übergangen: {{gates}}.',
  'approval.missingTitle': 'Niemand hat sie genehmigt',
  'approval.missing':
    'Sie wurde ohne die Genehmigung gemergt, die Beförderungen nach {{to}} brauchen.',
  'approval.button': 'Genehmigen',
  'approval.buttonLabel': 'Die Beförderung nach {{to}} genehmigen',
  'line.stop': 'Beförderungen anhalten',
  'line.stopTitle': 'Alle Beförderungen anhalten?',
  'line.stopText':
    'Das Portal befördert nichts, von keinem Dienst, bis es weitergeht. Offene Pull Requests werden als nicht bereit zum Mergen gekennzeichnet. Rollbacks bleiben möglich.',
  'line.reason': 'Warum?',
  'line.reasonText': 'Das sehen alle, deren Beförderung aufgehalten wird.',
  'line.stopFailed': 'Die Beförderungen konnten nicht angehalten werden',
  'line.stopped': 'Die Beförderungen sind angehalten',
  'line.stoppedBy':
    '{{by}} hat sie am {{time}} angehalten: „{{reason}}“ Rollbacks bleiben möglich.',
  'line.resume': 'Beförderungen fortsetzen',
  'line.resumeTitle': 'Beförderungen fortsetzen?',
  'line.resumeText':
    'Dienste können wieder befördert werden, soweit ihre eigenen Gates bestehen. Offene Pull Requests werden neu beurteilt.',
  'line.resumeFailed': 'Die Beförderungen konnten nicht fortgesetzt werden',
  'line.maybe':
    'Ob es geändert wurde, ist nicht sicher. Sie können es gefahrlos noch einmal versuchen.',
  'line.cancel': 'Abbrechen',
  'line.unknown': 'Ob Beförderungen angehalten sind, ist nicht bekannt',
  'approval.title': 'Die Beförderung nach {{to}} genehmigen?',
  'approval.what':
    'Sie genehmigen den Commit {{commit}} mit diesen Änderungen:',
  'approval.reason': 'Begründung (optional)',
  'approval.cancel': 'Abbrechen',
  'approval.confirm': 'Genehmigen',
  'approval.failed': 'Die Beförderung konnte nicht genehmigt werden',
  'approval.nothing': 'Es wurde nichts genehmigt.',
  'approval.maybe':
    'Ob sie genehmigt wurde, ist nicht sicher. Sie können es gefahrlos noch einmal versuchen.',
  'pullRequest.headMovedTitle':
    'Der Pull Request ist nicht mehr, was das Portal vorgeschlagen hat',
  'pullRequest.headMoved':
    'Sein Branch wurde geändert und zeigt jetzt auf {{commit}}.',
  'pullRequest.headMovedBy':
    'Sein Branch wurde geändert und zeigt jetzt auf {{commit}} von {{by}}.',
  'pullRequest.seeDiff': 'Ansehen, was ein Merge bringen würde',
  'pullRequest.seeDiffLabel':
    'Ansehen, was ein Merge bringen würde, in PR #{{number}}: {{title}} (neuer Tab)',
  'pullRequest.retargeted':
    'Jemand hat dem Pull Request einen anderen Ziel-Branch gegeben: Ein Merge würde nichts nach {{to}} bringen. Stellen Sie ihn auf {{expected}} zurück, oder schließen Sie den Pull Request und befördern Sie neu.',
  'pullRequest.showFiles': 'Zeigen, was er jetzt ändert',
  'pullRequest.hideFiles': 'Ausblenden, was er jetzt ändert',
  'pullRequest.noFiles':
    'Er ändert jetzt nichts: Der Branch enthält nichts, was das Ziel nicht schon hat.',
  'pullRequest.moreFiles':
    'Der Git-Host nennt nicht mehr Dateien als diese. Es kann weitere geben.',
  'pullRequest.noLines': 'Der Git-Host zeigt keine Zeilen davon.',
  'pullRequest.conflictsTitle': 'Der Pull Request lässt sich nicht mergen',
  'pullRequest.conflicts':
    'Er steht im Konflikt mit dem Branch, in den er gemergt werden soll.',
  'pullRequest.conflictsIn':
    'Er steht in diesen Dateien im Konflikt mit dem Branch, in den er gemergt werden soll:',
  'pullRequest.renewText':
    'Beim Erneuern wird dieselbe Änderung noch einmal auf den jetzigen Stand geschrieben.',
  'pullRequest.renew': 'Erneuern',
  'pullRequest.renewFailed': 'Der Pull Request konnte nicht erneuert werden',
  'pullRequest.renewMaybe':
    'Ob er erneuert wurde, ist nicht sicher. Sie können es gefahrlos noch einmal versuchen.',
  'pullRequest.notReady': 'Besser jetzt nicht nach {{to}} mergen',
  'pullRequest.reopen':
    'Wird er wieder eröffnet, verfolgt ihn diese Seite weiter.',
  'pullRequest.branch': 'Branch {{branch}}',
  'pullRequest.asOf': 'Stand vor {{age}}, vom Git-Host',
  'checks.title': 'Checks',
  'checks.label': '{{name}} (neuer Tab)',
  'checks.required': 'erforderlich',
  'checks.passed': 'Bestanden',
  'checks.failed': 'Fehlgeschlagen',
  'checks.pending': 'Ausstehend',
  'checks.allPassed_one': '{{count}} Check bestanden',
  'checks.allPassed_other': 'Alle {{count}} Checks bestanden',
  'checks.someFailed_one': '{{count}} Check fehlgeschlagen',
  'checks.someFailed_other': '{{count}} Checks fehlgeschlagen',
  'checks.somePending_one': '{{count}} Check steht aus',
  'checks.somePending_other': '{{count}} Checks stehen aus',
  'strays.title': 'Weitere Anwendungen in Argo CD',
  'strays.text':
    'Sie nennen diesen Dienst, zählen aber nicht als eine seiner Umgebungen.',
  'strays.place': '{{destination}}, in Argo CD {{instance}}',
  'strays.label': '{{name}} in Argo CD öffnen (neuer Tab)',
  'promote.title': '{{service}} nach {{to}} befördern',
  'promote.followTitle': 'Beförderung von {{service}} nach {{to}}',
  'promote.release': 'Release',
  'promote.releaseNow': '{{release}}, das {{from}} jetzt in Git hat',
  'promote.releaseChosen': '{{release}}, aus dem Verlauf gewählt',
  'promote.releaseChosenUnnamed': 'Ein Release aus dem Verlauf',
  'promote.fewerReleases': 'Weniger Releases anzeigen',
  'promote.chooseRelease': 'Anderes Release wählen',
  'promote.inGitNow': '{{from}} hat es jetzt in Git',
  'promote.noOtherRelease': 'Im Verlauf steht kein anderes Release.',
  'promote.back': 'Dieses Release ist älter als das in {{to}}',
  'promote.backRan':
    'Es lief schon in {{to}}. Ein Rollback bringt es schneller zurück und warnt vor dem, was mit zurück muss.',
  'promote.backOlder':
    'Was {{to}} hat, kam danach. Prüfen Sie, ob das ältere Release mit den Daten des neueren arbeiten kann.',
  'promote.change': 'Änderung',
  'promote.gates': 'Gates',
  'promote.gatesPassed': '{{passed}} von {{asked}} bestanden',
  'promote.progress': 'Verlauf',
  'promote.image': 'Image',
  'promote.from': 'Jetzt in {{environment}}',
  'promote.to': 'Künftig',
  'promote.newImage': 'noch nicht da',
  'promote.noChanges': 'Kein Image ändert sich.',
  'promote.files_one': 'In Git: {{count}} Datei',
  'promote.files_other': 'In Git: {{count}} Dateien',
  'promote.diffLabel': 'Änderungen in {{path}}',
  'promote.removed': 'entfernt',
  'promote.added': 'hinzugefügt',
  'promote.noGates': 'Für diesen Schritt gelten keine Gates.',
  'promote.quietGates_one': '{{count}} hier nicht verlangtes Gate',
  'promote.quietGates_other': '{{count}} hier nicht verlangte Gates',
  'promote.confirm': 'Pull Request für {{to}} eröffnen',
  'promote.held_one':
    'Ein Gate verhindert diese Beförderung. Oben in seiner Zeile steht, was helfen würde.',
  'promote.held_other':
    '{{count}} Gates verhindern diese Beförderung. Oben in ihren Zeilen steht, was helfen würde.',
  'promote.cannot': 'Diese Beförderung kann jetzt nicht eröffnet werden.',
  'promote.close': 'Schließen',
  'promote.existing': 'Für dieses Release ist bereits ein Pull Request offen',
  'promote.existingText':
    'Eine weitere Beförderung würde zum selben Pull Request führen.',
  'promote.replaces': 'Ersetzt PR #{{number}}, der {{release}} bringt',
  'promote.replacesText':
    'Sobald der neue Pull Request offen ist, wird #{{number}} mit einem Kommentar geschlossen, der ihn nennt.',
  'promote.goToPullRequestLabel':
    'PR #{{number}} öffnen: {{title}} (neuer Tab)',
  'promote.goToPullRequest': 'PR #{{number}} öffnen',
  'promote.opening': 'Der Pull Request wird eröffnet',
  'promote.openingText':
    'Das Portal eröffnet ihn beim Git-Host in Ihrem Namen. Der Vorgang läuft weiter, auch wenn Sie diesen Dialog schließen.',
  'promote.safeToRepeat':
    'Ob der Pull Request eröffnet wurde, ist nicht sicher. Sie können es gefahrlos noch einmal versuchen: Es führt zum selben Pull Request.',
  'promote.hostSlow':
    'Der Git-Host hat noch nicht geantwortet; es wird weiter gewartet …',
  'promote.previewStopped': 'Sie haben das Warten auf die Vorschau beendet',
  'promote.stopped': 'Sie haben das Warten beendet',
  'promote.stoppedText':
    'Das Portal macht weiter: Der Pull Request kann noch eröffnet werden. Sie können es gefahrlos noch einmal versuchen: Es führt zum selben Pull Request.',
  'promote.searching':
    'Diese Seite sucht weiter nach dem Pull Request. Bisher ist keiner bekannt.',
  'promote.nothingOpened':
    'Es wurde kein Pull Request eröffnet und nichts geändert.',
  'promote.automaticSync':
    '{{to}} wird automatisch synchronisiert; das dauert einen Augenblick.',
  'promote.manualSync':
    '{{to}} wird nicht automatisch synchronisiert. Klicken Sie auf „Synchronisieren“, wenn Sie so weit sind.',
  'promote.closeSafe':
    'Sie können diesen Dialog schließen: Die Beförderung bleibt auf der Seite sichtbar.',
  'gate.incident': 'Vorfall öffnen',
  'gate.incidentLabel': 'Vorfall öffnen (neuer Tab)',
  'gate.asksForReason': 'Verlangt einen Grund',
  'gate.until': 'bis {{time}}',
  'gate.passed': 'Bestanden',
  'gate.failed': 'Gesperrt',
  'gate.pending': 'Wartet',
  'gate.unknown': 'Unbekannt',
  'gate.overridden': 'Übergangen',
  'gate.skipped': 'Entfällt',
  'gateTitle.source-healthy': '{{from}} ist gesund',
  'gateTitle.source-synced': 'In {{from}} läuft, was in Git steht',
  'gateTitle.source-pinned': '{{from}} legt seine Images fest',
  'gateTitle.tags-fixed': 'Die Versionen bleiben gleich',
  'gateTitle.images-matched': 'Die Images passen zusammen',
  'gateTitle.image-scan': 'Die Images sind gescannt',
  'gateTitle.required-checks': 'Die verlangten Checks sind bestanden',
  'gateTitle.approval': 'Die Änderung ist genehmigt',
  'gateTitle.order': 'Der Beförderungspfad ist eingehalten',
  'gateTitle.soak': 'In {{from}} lief es lange genug',
  'gateTitle.freeze': 'Kein Freeze ist aktiv',
  'gateTitle.rolled-back': 'Das Release wurde nicht zurückgerollt',
  'gateTitle.outside-git':
    'Kein Rollback an Git vorbei wird rückgängig gemacht',
  'gateTitle.line-stopped': 'Beförderungen sind nicht angehalten',
  'gateTitle.sync-window': 'Die Sync-Fenster sind offen',
  'gateTitle.no-incident': 'Kein Vorfall ist offen',
  'gateTitle.dependencies-healthy': 'Was der Dienst braucht, ist gesund',
  'gateTitle.error-budget': 'Vom Fehlerbudget ist genug übrig',
  'gateTitle.metrics': 'Die Metriken liegen in ihren Grenzen',
  'gateTitle.differs': 'Es gibt etwas zu befördern',
  'reason.ArgocdNotContacted': 'Es wurde noch kein Kontakt aufgenommen.',
  'reason.ArgocdTokenRefused': 'Das konfigurierte Token wird abgelehnt.',
  'reason.ArgocdLoginRefused':
    'Benutzername und Passwort aus der Konfiguration werden abgelehnt.',
  'reason.ArgocdErrorStatus': 'Die Antwort war Status {{status}}.',
  'reason.ArgocdInvalidResponse': 'Die Antwort war nicht lesbar',
  'reason.ArgocdTimedOut': 'Die Antwort kam nicht rechtzeitig.',
  'reason.ArgocdConnectionFailed': 'Es kommt keine Verbindung zustande.',
  'reason.ArgocdCertificateRefused': 'Dem Zertifikat wird nicht vertraut.',
  'reason.ArgocdUnreachable': 'Argo CD {{instance}} antwortet nicht.',
  'reason.argocdUnreachableSince':
    'Argo CD {{instance}} antwortet seit {{time}} nicht.',
  'reason.ArgocdNotConfigured':
    'Für den Cluster {{cluster}} ist kein Argo CD konfiguriert. Tragen Sie ihn in der app-config unter delivery.argocd.instances bei einer Instanz ein.',
  'reason.ApplicationMissing':
    'In Argo CD gibt es noch keine Anwendung für {{environment}}.',
  'reason.applicationMissingAt':
    'In Argo CD {{instance}} gibt es noch keine Anwendung für {{environment}}.',
  'reason.applicationMissingIn':
    'In Argo CD {{instance}} gibt es noch keine Anwendung für {{environment}}: Im Projekt {{project}} gibt es keine {{application}}.',
  'reason.applicationCondition': 'Argo CD meldet {{type}}',
  'reason.resourceHealth': '{{kind}} {{name}}: {{health}}',
  'reason.podSays': 'Sein Pod {{name}} meldet',
  'reason.SyncRetrying':
    'Die Synchronisierung von {{environment}} schlägt fehl, und Argo CD versucht es erneut',
  'reason.autoSyncDenied':
    'Argo CD synchronisiert {{environment}} nicht von selbst: Ein Sync-Fenster verbietet es ({{window}}).',
  'reason.autoSyncNotAllowed':
    'Argo CD synchronisiert {{environment}} nicht von selbst: Kein Sync-Fenster, das es erlaubt, ist offen ({{window}}).',
  'reason.syncWindow': '{{schedule}}, {{timeZone}}, für {{duration}}',
  'reason.syncWindowWithoutZone': '{{schedule}}, für {{duration}}',
  'reason.syncWindowEnds': 'Das Fenster endet am {{time}}.',
  'reason.syncWindowBegins': 'Das nächste öffnet am {{time}}.',
  'reason.manualSyncAllowed': 'Ein Sync von Hand ist erlaubt.',
  'reason.manualSyncDenied': 'Auch ein Sync von Hand ist nicht erlaubt.',
  'reason.ApplicationUnlisted':
    'Argo CD {{instance}} listet die Anwendung von {{environment}} nicht mehr auf, hat aber nicht gesagt, dass es sie nicht mehr gibt. Das ist der letzte bekannte Stand.',
  'reason.ApplicationForbidden':
    'Das Konto des Portals bei Argo CD {{instance}} darf die Anwendung von {{environment}} nicht sehen. Ihm fehlt das Recht {{right}}.',
  'reason.ApplicationUnknown':
    'Argo CD {{instance}} listet keine Anwendung für {{environment}} auf. Das beweist nicht, dass es keine gibt: Vielleicht ist es gerade erst gestartet, oder dem Portal fehlt ein Recht.',
  'reason.NeverDeployed':
    '{{environment}} wurde noch nie ausgerollt. In Argo CD gibt es die Anwendung, sie wurde aber noch nicht synchronisiert.',
  'reason.DestinationDiffers':
    'Sie nennt {{environment}}, geht aber nach {{destination}} statt nach {{expected}}.',
  'reason.EnvironmentNotDeclared':
    'Sie nennt die Umgebung {{environment}}, die nicht in der service.yaml steht.',
  'reason.SeveralApplications':
    'Sie geht an denselben Ort wie {{application}}, die als Anwendung von {{environment}} gilt.',
  'reason.ReleaseUnknown':
    'Welches Release in {{environment}} läuft, ist nicht bekannt.',
  'reason.EnvironmentForbidden':
    'Um diese Umgebung zu sehen, ist die Berechtigung {{permission}} nötig.',
  'reason.SlaNotConfigured':
    'Für {{environment}} ist kein Prometheus eingerichtet. Tragen Sie eines unter delivery.prometheus in der app-config ein.',
  'reason.MonitoringDisabled':
    'Die Überwachung ist abgeschaltet: So steht es in der service.yaml.',
  'reason.SlaNoData':
    'Prometheus {{instance}} hat in diesem Monat keine Messwerte zu {{environment}}.',
  'reason.PrometheusUnreachable': 'Prometheus {{instance}} antwortet nicht.',
  'reason.PrometheusErrorStatus':
    'Prometheus {{instance}} hat die Abfrage mit Status {{status}} abgelehnt. Der Grund steht im Log des Backends.',
  'reason.PrometheusInvalidAnswer':
    'Prometheus {{instance}} hat eine unlesbare Antwort geschickt. Der Grund steht im Log des Backends.',
  'reason.HealthUnknown':
    'Argo CD {{instance}} kennt den Zustand von {{environment}} nicht.',
  'reason.EnvironmentHealthy': '{{environment}} ist gesund.',
  'reason.environmentHealthySince': '{{environment}} ist seit {{time}} gesund.',
  'reason.environmentIs': 'Zustand von {{environment}}: {{health}}',
  'reason.waitUntilHealthy': 'Warten Sie, bis die Umgebung gesund ist.',
  'reason.waitingUntilHealthy': 'Gewartet wird, bis die Umgebung gesund ist.',
  'reason.waitUntilResumed': 'Warten Sie, bis die Umgebung fortgesetzt wird.',
  'reason.tryAgainWhenHealthy':
    'Versuchen Sie es erneut, wenn die Umgebung gesund ist.',
  'reason.SyncUnknown':
    'Argo CD weiß nicht, ob {{environment}} dem Stand in Git entspricht.',
  'reason.syncUnknownAt':
    'Argo CD {{instance}} weiß nicht, ob {{environment}} dem Stand in Git entspricht.',
  'reason.SyncRunning':
    '{{environment}} wird gerade auf den Stand in Git gebracht. Warten Sie, bis der Sync fertig ist.',
  'reason.EnvironmentOutOfSync':
    '{{environment}} entspricht nicht dem Stand in Git. Synchronisieren Sie zuerst, damit nur weitergeht, was schon gelaufen ist.',
  'reason.EnvironmentSynced':
    '{{environment}} ist synchron, und es laufen die Images, die in Git stehen.',
  'reason.VersionDiffersFromGit':
    'In {{environment}} läuft {{image}} {{running}}, in Git steht {{wanted}}. Warten Sie, bis Argo CD aufgeholt hat.',
  'reason.ImagesPinned':
    '{{file}} legt für jedes Image von {{environment}} eine Version fest.',
  'reason.ReleaseFileMissing':
    'Im Commit {{commit}} fehlt {{file}}. Dort müssen die Images von {{environment}} stehen, jedes mit newTag oder digest.',
  'reason.ReleaseFilesMissing':
    'Nichts im Commit {{commit}} sagt, welche Images in {{environment}} laufen. Gesucht wurde: {{files}}. Legen Sie eine dieser Dateien an, oder nennen Sie die Values-Dateien von Helm in service.yaml unter spec.release.helm.',
  'reason.SymbolicLink':
    '{{file}} ist ein symbolischer Link, dem Beförderungen nicht folgen. Ersetzen Sie den Link durch eine eigene Kustomization.',
  'reason.symbolicLinkTo':
    '{{file}} ist ein symbolischer Link auf {{target}}, dem Beförderungen nicht folgen. Ersetzen Sie den Link durch eine eigene Kustomization.',
  'reason.NoImagePinned':
    '{{file}} legt für kein Image eine Version fest. Tragen Sie unter `images:` Namen und newTag jedes Images ein, damit es etwas zu befördern gibt.',
  'reason.ImageNotPinned':
    '{{file}}:{{line}}: Das Image {{image}} hat weder Tag noch Digest. Schreiben Sie newTag: "1.2.3" oder digest: sha256:… unter seinen Namen.',
  'reason.ImagePinUnused':
    '{{file}}:{{line}}: Kein Manifest bezieht sein Image aus dem Eintrag {{image}}, eine andere Version dort würde also nichts ausrollen. Schreiben Sie den Namen eines Images, wie ihn die gerenderte Basis hat.',
  'reason.imagePinUnusedBeside':
    '{{file}}:{{line}}: Kein Manifest bezieht sein Image aus dem Eintrag {{image}}, eine andere Version dort würde also nichts ausrollen. Schreiben Sie den Namen eines Images, wie ihn die gerenderte Basis hat: {{rendered}}.',
  'reason.ImagesListed': '{{to}} führt jedes Image auf, das {{from}} festlegt.',
  'reason.ImagesNotListed':
    '{{file}}:{{line}} legt {{image}} fest, aber {{targetFile}} führt es nicht auf. Tragen Sie es dort mit der Version ein, die jetzt läuft.',
  'reason.ReleasesDiffer':
    '{{from}} und {{to}} haben in Git verschiedene Releases.',
  'reason.NothingToPromote':
    '{{to}} hat in Git schon das Release von {{from}}; es gibt nichts zu befördern.',
  'reason.OrderKept': 'Releases kommen aus {{from}} nach {{to}}.',
  'reason.OrderSkipped':
    '{{from}} steht auf dem Beförderungspfad nicht direkt vor {{to}}: Nach {{to}} kommen Releases aus {{before}}. Befördern Sie es zuerst dorthin.',
  'reason.ReleaseNotDeployed':
    'Ein Deployment von {{release}} in {{environment}} ist nicht verzeichnet. Befördern Sie es zuerst dorthin.',
  'reason.releaseSeenIn':
    'Ein Deployment von {{release}} in {{environment}} ist nicht verzeichnet, nur in {{seenIn}}. Befördern Sie es zuerst nach {{environment}}.',
  'reason.releaseWasDeployed':
    '{{release}} wurde am {{time}} in {{environment}} ausgerollt.',
  'reason.releaseWasHealthy':
    '{{release}} war in {{environment}} ab {{time}} gesund und wurde danach bis zur Ablösung nicht als Degraded gesehen.',
  'reason.releaseBecameDegraded':
    '{{release}} wurde in {{environment}} am {{time}} Degraded und bis zur Ablösung nicht wieder gesund gesehen. Befördern Sie es noch einmal dorthin, oder wählen Sie ein anderes Release.',
  'reason.releaseHealthNotRecorded':
    '{{release}} war in {{environment}} am {{time}} gesund. Ob es bis zur Ablösung so blieb, wurde damals nicht festgehalten. Befördern Sie es noch einmal dorthin, oder wählen Sie ein anderes Release.',
  'reason.ReleaseHealthUnknown':
    'Ob {{release}} in {{environment}} je gesund war, ist nicht bekannt. Befördern Sie es noch einmal dorthin, oder wählen Sie ein anderes Release.',
  'reason.FileNotRead':
    'Das lässt sich erst beurteilen, wenn {{file}} berichtigt ist.',
  'reason.GateTimedOut':
    'Das Gate {{gate}} hat nicht innerhalb von {{seconds}} Sekunden geantwortet. Versuchen Sie es erneut und melden Sie es den Betreibern des Portals, wenn es dabei bleibt.',
  'reason.GateBroken':
    'Das Gate {{gate}} konnte wegen eines Fehlers im Portal nicht antworten. Mehr steht in dessen Protokoll.',
  'reason.PullRequestClosed': 'Der Pull Request wurde ohne Merge geschlossen.',
  'reason.PullRequestUnknown':
    'Ob der Pull Request eröffnet wurde, ist noch nicht bekannt. Das Portal sucht ihn auf dem Branch {{branch}}.',
  'reason.HeadMoved':
    'Der Branch von #{{pullRequest}} zeigt nicht mehr auf den Commit, den das Portal erstellt hat, sondern auf {{commit}}. Sehen Sie nach, was ein Merge bringen würde.',
  'reason.headMovedBy':
    'Der Branch von #{{pullRequest}} zeigt nicht mehr auf den Commit, den das Portal erstellt hat, sondern auf {{commit}} von {{by}}. Sehen Sie nach, was ein Merge bringen würde.',
  'reason.PullRequestConflicts':
    'Der Pull Request steht im Konflikt mit dem Branch, in den er soll. Erneuern Sie ihn auf dem jetzigen Stand.',
  'reason.pullRequestConflictsIn':
    'Der Pull Request steht im Konflikt mit dem Branch, in den er soll, und zwar in {{files}}. Erneuern Sie ihn auf dem jetzigen Stand.',
  'reason.GateNoLongerPasses':
    'Noch nicht bereit für den Merge in {{environment}}:',
  'reason.SourceMovedOn':
    '{{environment}} hat in Git jetzt {{now}}, nicht {{promoted}}. Die Gates lassen sich für {{promoted}} daher nicht beurteilen. Befördern Sie erneut, oder schließen Sie den Pull Request.',
  'reason.MergedContentDiffers':
    'Der Merge hat nicht gebracht, was zugesagt war: {{files}} weicht in {{commit}} davon ab. Sehen Sie nach, was dort steht, und befördern Sie erneut.',
  'reason.Superseded':
    'Eine neuere Beförderung ist an seine Stelle getreten: #{{pullRequest}} ({{release}}).',
  'reason.SupersededByRollback':
    '{{environment}} wird mit #{{pullRequest}} auf {{release}} zurückgerollt; das ist an seine Stelle getreten.',
  'reason.NoSuchService':
    'Dieser Dienst ist nicht bekannt, oder Sie dürfen ihn nicht sehen.',
  'reason.NoSuchEnvironment':
    'Dieser Dienst hat keine Umgebung {{environment}}.',
  'reason.FirstEnvironment':
    '{{environment}} ist die erste Umgebung dieses Dienstes: Es gibt keine, aus der befördert werden könnte.',
  'reason.PermissionMissing':
    'Für {{environment}} ist die Berechtigung {{permission}} nötig. Fragen Sie das Team, dem der Dienst gehört.',
  'reason.SharedPullRequest':
    '#{{pullRequest}} ist offen und bringt zusammen mit anderen Diensten ein anderes Release nach {{environment}}. Mergen oder schließen Sie ihn zuerst.',
  'reason.OpeningFailed':
    'Der Pull Request konnte wegen eines Fehlers im Portal nicht eröffnet werden. Das Protokoll des Portals sagt mehr.',
  'reason.OpeningStopped':
    'Das Portal wurde beendet, bevor der Pull Request eröffnet war. Versuchen Sie es erneut: Nichts wird zweimal eröffnet.',
  'reason.PromotionUndone':
    'Dieses Release steht in Git nicht mehr in {{environment}}: Der Merge wurde zurückgenommen oder der Branch neu geschrieben.',
  'reason.AwaitingArgocd':
    'Gewartet wird, bis Argo CD für {{environment}} wieder antwortet.',
  'reason.AwaitingCommit': 'Argo CD hat den Merge-Commit noch nicht gelesen.',
  'reason.AwaitingSync':
    'Argo CD hat die Änderung gelesen; {{environment}} wartet auf einen Sync.',
  'reason.MergeNotCompared':
    'Ob Argo CD den Merge-Commit gelesen oder ausgerollt hat, ist noch nicht bekannt: Der Git-Host antwortet nicht oder kennt die Revision nicht, die Argo CD nennt.',
  'reason.SyncFailed': 'Der Sync von {{environment}} ist fehlgeschlagen',
  'reason.ImageNotRunning':
    'Argo CD führt {{image}} noch nicht in der beförderten Version auf.',
  'reason.TargetDegraded': '{{environment}} ist nach dem Sync gestört',
  'reason.releaseOf': 'Das Release {{release}} von {{environment}}',
  'reason.aReleaseOf': 'Ein Release von {{environment}}',
  'reason.rollbackUnsafeByFile':
    '{{release}} lässt sich laut {{file}} nicht gefahrlos zurückrollen: Frühere Releases vertragen womöglich nicht, was es geändert hat, etwa am Datenbankschema.',
  'reason.rollbackUnsafeByLabel':
    '{{release}} kam mit dem Pull Request #{{pullRequest}}, der das Label {{label}} hat: Frühere Releases vertragen womöglich nicht, was es geändert hat, etwa am Datenbankschema.',
  'reason.ImageGone':
    'Die Registry hat das Image {{image}} nicht mehr: Es lässt sich nicht erneut laden.',
  'reason.CheckFailed': 'Die Beförderung lässt sich gerade nicht prüfen.',
  'reason.RolledBackOutsideGit':
    '{{environment}} wurde an Git vorbei zurückgerollt: Argo CD ist zu einem früher ausgerollten Commit zurückgekehrt.',
  'reason.NotRolledBackOutsideGit':
    'Was in {{environment}} läuft, wurde nicht an Git vorbei zurückgerollt.',
  'reason.PromotionOverRollback':
    '{{environment}} wurde an Git vorbei zurückgerollt, und in Git steht noch etwas anderes: Der nächste Sync nach dieser Beförderung würde das rückgängig machen. Mergen Sie zuerst den Pull Request des Rollbacks, oder geben Sie einen Grund an.',
  'reason.RollbackInGit':
    '{{environment}} wurde an Git vorbei zurückgerollt, und in Git steht inzwischen dasselbe Release.',
  'reason.AutoSyncPreventsRollback':
    'Argo CD rollt {{environment}} nicht zurück, solange der automatische Sync eingeschaltet ist. Rollen Sie mit einem Pull Request zurück: Argo CD synchronisiert ihn nach dem Merge von selbst.',
  'reason.SyncWindowClosed':
    'Ein Sync-Fenster von Argo CD ist für {{environment}} geschlossen',
  'reason.HistoryEntryGone':
    'Der Verlauf von Argo CD enthält dieses Deployment von {{environment}} nicht mehr. Versuchen Sie es erneut: Der Commit selbst kann weiterhin synchronisiert werden.',
  'reason.OtherOperationRunning':
    'Argo CD führt in {{environment}} gerade einen anderen Vorgang aus. Versuchen Sie es erneut, wenn er fertig ist.',
  'reason.RollbackNotAllowed':
    'Das Konto des Portals bei Argo CD {{instance}} darf {{environment}} nicht zurückrollen: Ihm fehlt das Recht, die Application zu synchronisieren. Wenden Sie sich an den Betrieb des Portals.',
  'reason.RollbackRefused':
    'Argo CD hat es abgelehnt, {{environment}} zurückzurollen',
  'reason.CommitNotDeployable':
    'Argo CD kann in {{environment}} nicht zu diesem Commit zurückkehren: Die Application liest ihre Manifeste nicht aus dem Repository des Dienstes.',
  'reason.DeployedAlready':
    'Genau das hat Argo CD in {{environment}} zuletzt ausgerollt. Es gibt nichts zurückzurollen.',
  'reason.RollbackNotDone':
    'Die Antwort von Argo CD ging verloren, und sein Verlauf zeigt kein Rollback von {{environment}}. Fordern Sie es erneut an.',
  'reason.GitReleaseUnknown':
    'Welches Release in Git für {{environment}} steht, ist nicht bekannt.',
  'reason.CatalogBehind':
    'Der Katalog zeigt den Merge von #{{pullRequest}} nach {{environment}} nicht: Er hat den Commit noch nicht gelesen, oder Git wurde seither wieder geändert.',
  'reason.CanaryRunning':
    'Der Canary in {{environment}} ist noch nicht abgeschlossen.',
  'reason.SeveralVersionsRun':
    'In {{environment}} laufen mehrere Versionen eines Images, und welche davon bleibt, ist noch nicht bekannt.',
  'reason.AutoSyncAwaited':
    '{{environment}} entspricht noch nicht dem Stand in Git. Argo CD synchronisiert von selbst.',
  'reason.OnlyPruningLeft':
    '{{environment}} entspricht dem Stand in Git. Von früher übrig und zu entfernen: {{resources}} Ressourcen.',
  'reason.ImagesNotSeen':
    'Laut Argo CD ist {{environment}} synchron. Nicht jedes Image aus Git läuft gerade in einem Pod.',
  'reason.TagsFixed':
    'Jedes Image des Releases hat einen Tag oder Digest, der gleich bleibt.',
  'reason.NotProtected': '{{environment}} ist keine geschützte Umgebung.',
  'reason.ImageScanNotRequired': 'Die service.yaml verlangt keinen Image-Scan.',
  'reason.ChecksAwaited':
    'Die service.yaml verlangt einen Image-Scan: Die Checks des Pull Requests müssen vor dem Merge bestanden sein.',
  'reason.RolledBackBefore':
    'Dieses Release wurde in {{environment}} am {{time}} zurückgerollt.',
  'reason.rolledBackBeforeBy':
    'Dieses Release wurde in {{environment}} am {{time}} von {{by}} zurückgerollt.',
  'reason.sayWhyPromoteAgain':
    'Geben Sie an, warum es erneut befördert werden soll.',
  'reason.NotRolledBack':
    'Dieses Release wurde in {{environment}} nicht zurückgerollt.',
  'reason.RollbackOpen':
    '{{environment}} wird gerade mit #{{pullRequest}} auf {{release}} zurückgerollt. Geben Sie an, warum trotzdem befördert werden soll: Die Beförderung tritt an seine Stelle.',
  'reason.RollbackOfProtected':
    '{{environment}} ist geschützt: Ein Rollback wartet nicht auf eine Genehmigung, braucht aber einen Grund.',
  'reason.reasonGiven': 'Begründung: „{{text}}“',
  'reason.ReviewsUnknown':
    'Genehmigungen für Beförderungen nach {{environment}} fehlen, und der Git-Host zeigt dem Portal die Reviews des Pull Requests nicht. Erlauben Sie seinem Token, Pull Requests zu lesen, oder genehmigen Sie im Portal.',
  'reason.overridden': 'Von {{by}} bis {{time}} übergangen.',
  'reason.ForeignHeadNotOverridden':
    'Der Branch von #{{pullRequest}} zeigt nicht mehr auf den Commit, den das Portal erstellt hat, und nur für den können Gates übergangen werden. Schließen Sie den Pull Request, oder befördern Sie erneut.',
  'reason.OverrideOutdated':
    '{{commit}} ist nicht das, was #{{pullRequest}} jetzt enthält. Sehen Sie sich die Beförderung noch einmal an, bevor Sie ihre Gates übergehen.',
  'reason.NothingToRollBack':
    'In den Dateien von {{environment}} steht bereits dasselbe wie damals; es gibt nichts zurückzurollen.',
  'reason.ImagesNoLongerListed':
    '{{file}} hat damals {{images}} festgelegt und führt es heute nicht mehr auf. Die Versionen allein lassen sich deshalb nicht zurückrollen. Rollen Sie stattdessen alle Dateien der Umgebung zurück.',
  'reason.DeployedCommitMissing':
    'Der Git-Host hat den Commit {{commit}} nicht mehr, der in {{environment}} ausgerollt war. Was darin stand, ist daher nicht bekannt.',
  'reason.DeployedCommitUnknown':
    'Argo CD sagt nicht, welcher Commit zuletzt in {{environment}} ausgerollt wurde.',
  'reason.CommitNotRead':
    'Der Commit {{commit}} von {{environment}} kann zurzeit nicht gelesen werden.',
  'reason.FolderTooLarge':
    '{{folder}} hat mehr als {{limit}} Dateien; sie wurden deshalb nicht verglichen.',
  'reason.ApprovalRequired':
    '{{environment}} ist geschützt: Vor dem Merge des Pull Requests muss jemand anderes mit der Berechtigung {{permission}} für diese Umgebung die Beförderung genehmigen.',
  'reason.ApprovalAwaited':
    'Sie wartet auf die Genehmigung durch jemanden, der Beförderungen nach {{environment}} genehmigen darf.',
  'reason.ApprovalVoid':
    '{{by}} hat den Commit {{commit}} genehmigt. Der Branch wurde seitdem verschoben, daher gilt die Genehmigung nicht mehr.',
  'reason.approved': 'Genehmigt von {{by}} um {{time}}.',
  'reason.RequesterMayApprove':
    '{{by}} beantragt es und darf Beförderungen nach {{environment}} genehmigen, sodass niemand anderes zustimmen muss.',
  'reason.PromotionNotOpen':
    'Nur eine offene Beförderung kann genehmigt werden, und diese nach {{environment}} ist nicht offen.',
  'reason.PullRequestNotOpen':
    'Der Pull Request dieser Beförderung nach {{environment}} ist beim Git-Host nicht offen.',
  'reason.ForeignHeadNotApproved':
    'Der Branch von #{{pullRequest}} zeigt nicht mehr auf den Commit, den das Portal erstellt hat, und nur der kann genehmigt werden. Schließen Sie den Pull Request, oder befördern Sie erneut.',
  'reason.ApprovalOutdated':
    '{{commit}} ist nicht das, was #{{pullRequest}} jetzt enthält. Sehen Sie sich die Beförderung noch einmal an, und genehmigen Sie, was sie enthält.',
  'reason.ApprovalByAuthor':
    'Sie haben den Commit geschrieben, den diese Beförderung bringt, und niemand genehmigt das Eigene. Bitten Sie jemand anderen, der Beförderungen nach {{environment}} genehmigen darf.',
  'reason.ApprovedByOthers':
    'Andere haben die Beförderung im selben Moment genehmigt, und Ihre Genehmigung konnte nicht eingetragen werden. Versuchen Sie es erneut.',
  'reason.canaryRunningAt':
    'Der Canary in {{environment}} steht bei {{weight}} % und ist noch nicht abgeschlossen.',
  'reason.FloatingTags':
    'Der Tag von {{images}} kann morgen ein anderes Image bedeuten; {{environment}} ist geschützt und bekommt es deshalb nicht. Legen Sie eine Version oder einen Digest fest.',
  'reason.ChecksPassed':
    'Die Checks des Pull Requests sind bestanden: {{checks}}.',
  'reason.checksFailed':
    'Checks des Pull Requests sind fehlgeschlagen: {{checks}}.',
  'reason.checksPending':
    'Checks des Pull Requests sind noch nicht fertig: {{checks}}.',
  'reason.checksMissing':
    'Der Pull Request hat keine Checks, und die service.yaml verlangt einen Image-Scan. Lassen Sie einen Check des Repositorys die Images prüfen.',
  'reason.PullRequestRetargeted':
    '#{{pullRequest}} soll jetzt nach {{base}} gemergt werden und war für {{expected}} vorgeschlagen. Stellen Sie den Ziel-Branch auf {{expected}} zurück, oder schließen Sie ihn und befördern Sie neu.',
  'reason.MergedElsewhere':
    'Gemergt wurde nach {{base}} (als {{commit}}), und {{expected}} enthält den Merge nicht. Mergen Sie {{base}} nach {{expected}}, oder befördern Sie neu.',
  'reason.lineStopped':
    'Nichts wird befördert: {{by}} hat alle Beförderungen am {{time}} angehalten. Angegebener Grund: „{{text}}“',
  'reason.LineRunning': 'Niemand hat die Beförderungen angehalten.',
  'reason.NotRequiredByPolicy':
    'Die Regeln für Beförderungen nach {{environment}} verlangen es nicht.',
  'reason.syncWindowDenies':
    'Ein Sync-Fenster von Argo CD verbietet Syncs von {{environment}} ({{window}}).',
  'reason.syncWindowNotOpen':
    'Kein Sync-Fenster von Argo CD, das Syncs von {{environment}} erlaubt, ist offen ({{window}}).',
  'reason.SyncWindowsOpen':
    'Die Sync-Fenster von Argo CD erlauben Syncs von {{environment}}.',
  'reason.SyncByHandAllowed':
    'Argo CD synchronisiert {{environment}} nicht von selbst, und seine Sync-Fenster erlauben einen Sync von Hand.',
  'reason.NoSyncWindows': 'Argo CD hat keine Sync-Fenster für {{environment}}.',
  'reason.SyncWindowsUnknown':
    'Die Sync-Fenster von {{environment}} konnten nicht von Argo CD {{instance}} gelesen werden.',
  'reason.IncidentOpen': 'Ein Vorfall ist offen: {{text}}',
  'reason.NoIncident': 'Der Katalog nennt keinen offenen Vorfall des Dienstes.',
  'reason.NoDependencies': 'Der Dienst hängt von keinem anderen ab.',
  'reason.DependenciesHealthy':
    'Wovon der Dienst abhängt, ist in {{environment}} gesund: {{dependencies}}.',
  'reason.dependenciesNotJudged':
    'Nicht beurteilt, weil das Portal davon kein {{environment}} kennt: {{dependencies}}.',
  'reason.dependenciesUnhealthy':
    'Der Dienst hängt von etwas ab, das in {{environment}} nicht gesund ist: {{dependencies}}.',
  'reason.dependenciesProgressing':
    'Der Dienst hängt von etwas ab, das in {{environment}} noch nicht gesund ist: {{dependencies}}.',
  'reason.dependenciesUnknown':
    'Ob alles, wovon der Dienst abhängt, in {{environment}} gesund ist, ist nicht bekannt: {{dependencies}}.',
  'reason.notNamed': '{{count}} hier nicht genannt',
  'reason.tryAgainWhenAllHealthy':
    'Versuchen Sie es wieder, wenn alle gesund sind.',
  'reason.ErrorBudgetLeft':
    'Vom Fehlerbudget von {{environment}} sind diesen Monat {{left}} % übrig, und {{minRemaining}} % müssen es sein.',
  'reason.errorBudgetOverspent':
    'Das Fehlerbudget von {{environment}} ist diesen Monat um {{over}} % überzogen, und {{minRemaining}} % davon müssen übrig sein.',
  'reason.NoErrorBudget':
    'Das SLA in service.yaml nennt keine Verfügbarkeit unter 100 %, also hat {{environment}} kein Fehlerbudget.',
  'reason.AvailabilityNotMeasured':
    'Prometheus hat diesen Monat keine Messwerte zur Verfügbarkeit von {{environment}}.',
  'reason.metricAtMost':
    '{{name}} in {{environment}} ist {{value}} und darf höchstens {{max}} sein.',
  'reason.metricAtLeast':
    '{{name}} in {{environment}} ist {{value}} und muss mindestens {{min}} sein.',
  'reason.metricBetween':
    '{{name}} in {{environment}} ist {{value}} und muss zwischen {{min}} und {{max}} liegen.',
  'reason.metricUnknown':
    'Was {{name}} in {{environment}} ist, ist nicht bekannt.',
  'reason.MetricNoData': 'Prometheus {{instance}} hat keine Zahl dafür.',
  'reason.metricQueryInvalid':
    'Seine Abfrage in den Regeln für Beförderungen ist nicht brauchbar',
  'reason.FactsNotRead':
    'Das Portal konnte nicht lesen, wonach das beurteilt wird. Mehr steht in seinem Protokoll.',
  'reason.soaked':
    'In {{environment}} gesund seit {{since}}; verlangt: {{soak}}.',
  'reason.soaking':
    'In {{environment}} gesund seit {{since}}. Es muss {{soak}} lang gesund bleiben, bis {{until}}.',
  'reason.soakNoDeployment':
    'Wie lange es in {{environment}} gesund ist, ist nicht bekannt: Das Portal hat dort kein Deployment verzeichnet.',
  'reason.soakNoRelease':
    'Wie lange es in {{environment}} gesund ist, ist nicht bekannt: Das Portal weiß nicht, welches Release dort zuletzt ausgerollt wurde.',
  'reason.soakNotHealthy':
    'Was zuletzt in {{environment}} ausgerollt wurde, hat das Portal seit dem Sync nicht gesund gesehen.',
  'reason.soakedBefore':
    'In {{environment}} gesund ab {{since}} und bis zur Ablösung am {{until}} nicht als Degraded gesehen; verlangt: {{soak}}.',
  'reason.soakCutShort':
    '{{release}} war in {{environment}} gesund von {{since}} bis zur Ablösung am {{until}}, also kürzer als {{soak}}. Befördern Sie es noch einmal dorthin, oder wählen Sie ein anderes Release.',
  'reason.SoakUnhealthy':
    '{{release}} war in {{environment}} nach dem Sync gestört und wurde seitdem nicht gesund gesehen.',
  'reason.SoakOtherRelease':
    'Zuletzt wurde in {{environment}} {{running}} ausgerollt, nicht {{promoted}}. Die Zeit zählt, sobald {{promoted}} dort gesund ist.',
  'reason.frozen': 'Für {{environment}} ist ein Freeze aktiv: {{reasons}}.',
  'reason.frozenUntil': 'Er endet am {{time}}.',
  'reason.frozenWithoutEnd': 'Wann er endet, ist nicht bekannt.',
  'reason.NotFrozen': 'Für {{environment}} ist kein Freeze aktiv.',
  'reason.nextFreeze':
    'Für {{environment}} ist kein Freeze aktiv. Der nächste beginnt am {{time}}: {{reason}}.',
  'reason.FreezeUnreadable':
    'Ob für {{environment}} ein Freeze aktiv ist, ist nicht bekannt: Ein Zeitplan der Beförderungsregeln lässt sich nicht ausrechnen.',
  'reason.onePerson': 'eine Person',
  'reason.people': '{{count}} Personen',
  'reason.onePersonOf': 'eine Person, darunter ein Mitglied von: {{groups}}',
  'reason.peopleOf':
    '{{count}} Personen, darunter je ein Mitglied von: {{groups}}',
  'reason.approvalsRequired':
    'Nötig vor dem Merge des Pull Requests: Genehmigung durch {{people}}. Es zählt, wer die Beförderung weder beantragt noch die Änderung geschrieben hat und für {{environment}} die Berechtigung {{permission}} hat.',
  'reason.approvalsMissing':
    'Für {{environment}} fehlt noch die Genehmigung durch {{people}}.',
  'reason.approvedSoFar': 'Bisher genehmigt von {{by}}.',
  'reason.approvedByAll': 'Genehmigt von {{by}}.',
  'reason.RequiredChecksAwaited':
    'Die Checks, die der Git-Host vom Pull Request verlangt, müssen vor dem Merge nach {{environment}} bestanden sein.',
  'reason.NoRequiredChecks':
    'Der Git-Host verlangt von Pull Requests für {{environment}} keine Checks.',
  'reason.RequiredChecksUnknown':
    'Das Token des Portals darf die Checks des Pull Requests für {{environment}} nicht sehen, oder nicht, welche davon verlangt sind.',
  'reason.logSaysMore':
    'Im Portal ist etwas fehlgeschlagen; mehr steht in seinem Protokoll.',
  'reason.changesAt': 'Das ändert sich voraussichtlich am {{time}}.',
  'step.open': 'Pull Request',
  'step.merged': 'Merge',
  'step.syncing': 'Sync',
  'step.verifying': 'Prüfung',
  'step.succeeded': 'Fertig',
  'step.stateDone': 'erledigt',
  'step.stateCurrent': 'im Gange',
  'step.statePending': 'kommt noch',
  'step.stateFailed': 'fehlgeschlagen',
  'step.openText': 'Wartet darauf, dass jemand ihn mergt.',
  'step.mergedText': 'Gemergt. Wartet auf den Beginn des Syncs.',
  'step.syncingText': 'Argo CD wendet die Änderung an.',
  'step.verifyingText': 'Angewendet. Es wird geprüft, ob alles gesund bleibt.',
  'step.succeededText': 'In {{to}} läuft {{release}} und bleibt gesund.',
  'environments.title': 'Umgebungen',
  'environments.all': 'Beförderungspfad',
  'environments.emptyTitle': 'Keine Umgebungen bekannt',
  'environments.emptyText':
    'Umgebungen erscheinen hier, sobald die service.yaml dieses Dienstes sie unter spec.environments nennt und gültig ist.',
  'environments.announce': '{{name}}: {{health}}, {{sync}}',
  'environments.announceRelease':
    'In {{name}} läuft {{release}}: {{health}}, {{sync}}',
  'environments.announcePromotion': 'Beförderung nach {{to}}: {{status}}',
  'environments.loading': 'Umgebungen werden geladen',
  'about.title': 'Übersicht',
  'about.layer': 'Schicht',
  'about.category': 'Kategorie',
  'about.source': 'Beschrieben in',
  'about.newTab': '{{path}} (neuer Tab)',
  'owner.title': 'Besitzer',
  'owner.team': 'Team',
  'owner.slack': 'Slack',
  'owner.email': 'E-Mail',
  'owner.oncall': 'Bereitschaft',
  'owner.oncallLink': 'Wer hat Bereitschaft',
  'owner.newTab': '{{text}} (neuer Tab)',
  'owner.nobody': 'Kein Team',
  'owner.none':
    'Kein Kontakt angegeben. Tragen Sie einen unter spec.owner in der service.yaml ein.',
  'sla.title': 'SLA',
  'sla.availability': 'Verfügbarkeit',
  'sla.availabilityText': '{{percent}} verfügbar',
  'sla.availabilityExplained': 'Höchstens {{downtime}} Ausfall in {{window}}',
  'sla.latency': 'Antwortzeit',
  'sla.latencyText': '{{percentile}} % der Anfragen binnen {{time}}',
  'sla.throughput': 'Durchsatz',
  'sla.throughputText': '{{value}} je Sekunde',
  'sla.rpo': 'Datenverlust',
  'sla.rpoText': 'Höchstens {{time}} an Daten verloren (RPO)',
  'sla.rto': 'Wiederherstellung',
  'sla.rtoText': 'Binnen {{time}} wieder da (RTO)',
  'sla.none':
    'Keine SLA angegeben. Tragen Sie sie unter spec.sla in der service.yaml ein.',
  'sla.usualWindow':
    '({{window}} ist der übliche Zeitraum; keiner ist genannt)',
  'sla.notStated': 'Nicht genannt: {{fields}}.',
  'sla.windowText': 'Gemessen über {{window}}',
  'sla.window': 'Zeitraum',
  'sla.measured': 'gemessen',
  'sla.measuredMissed': 'gemessen, unter dem Ziel',
  'sla.measuredLatencySeconds': '{{percentile}} binnen {{time}}',
  'sla.measuredIn': 'In diesem Monat gemessen in {{environment}}.',
  'sla.measuredWhere': 'gemessen in {{environment}}',
  'sla.thisMonth': 'Dieser Monat',
  'sla.coverage': 'Für {{percent}} dieser Zeit liegen Messwerte vor.',
  'sla.budgetLeft': '{{percent}} des Fehlerbudgets sind übrig.',
  'sla.budgetOverspent': 'Das Fehlerbudget ist um {{percent}} überzogen.',
  'sla.budgetEnds':
    'Geht es weiter wie in den letzten Stunden, ist es in {{time}} aufgebraucht.',
  'sla.budgetLasts':
    'Geht es weiter wie in den letzten Stunden, reicht es bis zum Monatsende.',
  'sla.burnRateBoth':
    'Burn-Rate {{hour}} in der letzten Stunde, {{hours}} in den letzten 6 Stunden.',
  'sla.burnRateHour': 'Burn-Rate {{rate}} in der letzten Stunde.',
  'sla.burnRate6Hours': 'Burn-Rate {{rate}} in den letzten 6 Stunden.',
  'sla.burnRateExplained':
    'Eine Rate von 1 verbraucht genau das Budget eines Monats in einem Monat.',
  'sla.plotLabel':
    'Fehlerbudget von {{environment}} vom {{from}} bis {{until}}: begonnen mit 100 %, am niedrigsten bei {{lowest}}, jetzt bei {{left}}.',
  'operations.title': 'Überwachung und Sicherheit',
  'operations.monitoring': 'Überwachung',
  'operations.monitoringOff': 'Im Manifest abgeschaltet',
  'operations.dashboards': 'Dashboards',
  'operations.alerts': 'Alarme',
  'operations.definition': 'Definition',
  'operations.definitionLabel': 'Definition von {{name}} (neuer Tab)',
  'operations.openLabel': '{{name}} (neuer Tab)',
  'operations.podSecurity': 'Pod-Sicherheit',
  'operations.networkPolicies': 'Netzwerkrichtlinien',
  'operations.imageScan': 'Image-Scan',
  'operations.secrets': 'Secrets',
  'operations.required': 'Verlangt',
  'operations.notRequired': 'Nicht verlangt',
  'operations.notStated': 'Nicht genannt: {{fields}}.',
  'operations.none':
    'Nichts angegeben. Tragen Sie spec.monitoring und spec.security in der service.yaml ein.',
  'orphaned.title_one': '{{count}} Dienst in Argo CD ist nicht im Katalog',
  'orphaned.title_other': '{{count}} Dienste in Argo CD sind nicht im Katalog',
  'orphaned.text_one':
    'Argo CD hat seine Anwendungen noch. Wurde die service.yaml mit Absicht entfernt, entfernen Sie auch die Anwendungen; wenn nicht, stellen Sie sie wieder her.',
  'orphaned.text_other':
    'Argo CD hat ihre Anwendungen noch. Wo eine service.yaml mit Absicht entfernt wurde, entfernen Sie auch die Anwendungen; wo nicht, stellen Sie sie wieder her.',
  'orphaned.stale': 'zuletzt bekannt, von Argo CD {{instance}}',
  'orphaned.linkLabel': '{{name}} in Argo CD (neuer Tab)',
  'dependencies.title': 'Abhängigkeiten und abhängige Dienste',
  'dependencies.tab': 'Abhängigkeiten',
  'dependencies.dependencies': 'Abhängigkeiten',
  'dependencies.dependents': 'Abhängige Dienste',
  'dependencies.noDependencies': 'Hängt von keinem anderen Dienst ab.',
  'dependencies.noDependents': 'Kein anderer Dienst hängt von ihm ab.',
  'dependencies.error': 'Ihr Zustand konnte nicht gelesen werden.',
  'dependencies.graph': 'Abhängigkeitsgraph',
  'dependencies.more': '+ {{number}} weitere',
  'dependencies.summary':
    'Direkte Abhängigkeiten: {{dependencies}}, indirekte: {{indirectDependencies}}. Direkt abhängige Dienste: {{dependents}}, indirekt abhängige: {{indirectDependents}}.',
  'dependencies.cut':
    'Je Richtung werden nur die ersten {{number}} berücksichtigt.',
  'dependencies.view': 'Anzeigen als',
  'dependencies.viewGraph': 'Graph',
  'dependencies.viewList': 'Liste',
  'dependencies.legend':
    'Ein Pfeil zeigt von einem Dienst auf seine Abhängigkeit.',
  'dependencies.graphLabel': 'Dienste rund um {{name}}',
  'dependencies.sectionDependencies': 'Direkte Abhängigkeiten',
  'dependencies.sectionIndirectDependencies': 'Indirekte Abhängigkeiten',
  'dependencies.sectionDependents': 'Direkt abhängige Dienste',
  'dependencies.sectionIndirectDependents': 'Indirekt abhängige Dienste',
  'dependencies.via': 'über {{names}}',
  'dependencies.viaMore': 'über {{names}} und {{number}} weitere',
  'dependencies.problems_one': '{{count}} Problem',
  'dependencies.problems_other': '{{count}} Probleme',
  'dependencies.missing': 'Nicht im Katalog',
  'dependencies.unknown': 'ist kein bekannter Dienst',
  'dependencies.unknownSentence_one': '{{names}} ist kein bekannter Dienst.',
  'dependencies.unknownSentence_other':
    '{{names}} sind keine bekannten Dienste.',
  'dependencies.here': 'dieser Dienst',
  'dependencies.emptyTitle': 'Keine Abhängigkeiten',
  'dependencies.emptyText':
    'Dieser Dienst hängt von keinem anderen ab, und keiner von ihm. Seine Abhängigkeiten stehen in der service.yaml unter spec.dependencies.',
  'dependencies.loading': 'Abhängigkeiten werden geladen',
  'problems.title': 'Probleme',
  'problems.summary_one': '{{count}} Problem im Manifest',
  'problems.summary_other': '{{count}} Probleme im Manifest',
  'problems.lastGood':
    'Alles andere auf dieser Seite stammt aus der letzten gültigen Fassung des Manifests.',
  'problems.summaryRepository_one': '{{count}} Problem im Repository',
  'problems.summaryRepository_other': '{{count}} Probleme im Repository',
  'problems.error': 'Fehler',
  'problems.warning': 'Warnung',
  'problems.explain': 'Was bedeutet {{code}}?',
  'problems.wrong': 'Falsch',
  'problems.right': 'Richtig',
  'problems.wrongLabel': 'Falsch, ein Beispiel',
  'problems.rightLabel': 'Richtig, ein Beispiel',
  'problems.docs': 'Dokumentation',
  'problems.docsLabel': 'Dokumentation zu {{code}} (neuer Tab)',
  'problems.unexplained': 'Zu diesem Problem gibt es keine weitere Erklärung.',
  'problems.all': 'Alle Manifeste mit Problemen',
  'problemsPage.services': 'Dienste',
  'problemsPage.tab': 'Probleme',
  'problemsPage.tabCount': 'Probleme ({{number}})',
  'problemsPage.sections': 'Bereiche von Delivery',
  'problemsPage.title': 'Manifeste mit Problemen',
  'problemsPage.summary': '{{errors}} und {{warnings}} in {{manifests}}.',
  'problemsPage.errors_one': '{{count}} Fehler',
  'problemsPage.errors_other': '{{count}} Fehler',
  'problemsPage.warnings_one': '{{count}} Warnung',
  'problemsPage.warnings_other': '{{count}} Warnungen',
  'problemsPage.manifests_one': '{{count}} Manifest',
  'problemsPage.manifests_other': '{{count}} Manifesten',
  'problemsPage.shown': '{{shown}} von {{total}} Problemen gezeigt',
  'problemsPage.filter': 'Probleme filtern',
  'problemsPage.filterPlaceholder': 'Dienst, Datei oder Wort',
  'problemsPage.team': 'Team',
  'problemsPage.severity': 'Schwere',
  'problemsPage.code': 'Art des Problems',
  'problemsPage.chip': '{{name}} {{number}}',
  'problemsPage.moreChips': 'Alle {{number}}',
  'problemsPage.fewerChips': 'Weniger',
  'problemsPage.list': 'Manifeste mit Problemen',
  'problemsPage.repository': 'Repository',
  'problemsPage.emptyTitle': 'Kein Manifest hat ein Problem',
  'problemsPage.emptyText':
    'Hat eine service.yaml oder eine Datei daneben ein Problem, erscheint es hier mit der Fundstelle und der Lösung.',
  'problemsPage.noMatchTitle': 'Kein Problem passt',
  'problemsPage.noMatchText':
    'Ändern Sie die Filter oder setzen Sie sie zurück.',
  'problemsPage.clear': 'Filter zurücksetzen',
  'problemsPage.showMore': '{{number}} weitere zeigen',
  'problemsPage.loading': 'Probleme werden geladen',
  'history.title': 'Deployments',
  'history.filters': 'Deployments filtern',
  'history.text': 'Deployments durchsuchen',
  'history.textPlaceholder': 'Version, Person oder Commit',
  'history.team': 'Team',
  'history.anyTeam': 'Alle Teams',
  'history.service': 'Dienst',
  'history.anyService': 'Alle Dienste',
  'history.environment': 'Umgebung',
  'history.anyEnvironment': 'Alle Umgebungen',
  'history.how': 'Wer und wie',
  'history.anyCause': 'Alle Ursachen',
  'history.outcomeTitle': 'Ergebnis',
  'history.anyOutcome': 'Alle Ergebnisse',
  'history.period': 'Zeitraum',
  'history.anyTime': 'Gesamte Zeit',
  'history.days_one': 'Letzter {{count}} Tag',
  'history.days_other': 'Letzte {{count}} Tage',
  'history.sinceDay': 'seit {{day}}',
  'history.untilDay': 'bis {{day}}',
  'history.clear': 'Filter zurücksetzen',
  'history.tableLabel': 'Deployments, die neuesten zuerst',
  'history.when': 'Wann',
  'history.release': 'Release',
  'history.took': 'Dauer',
  'history.action': 'Aktion',
  'history.ago': 'vor {{age}}',
  'history.notKnown': 'Nicht bekannt',
  'history.unknownRelease': 'unbekanntes Release',
  'history.causeUnknown': 'Ursache nicht bekannt',
  'history.cause.promotion': 'Beförderung',
  'history.cause.rollback': 'Rollback',
  'history.cause.emergency-rollback': 'Notfall-Rollback',
  'history.cause.git': 'In Git geändert',
  'history.cause.outside-git': 'An Git vorbei zurückgerollt',
  'history.causeBy.promotion': 'Beförderung durch {{by}}',
  'history.causeBy.rollback': 'Rollback durch {{by}}',
  'history.causeBy.emergency-rollback': 'Notfall-Rollback durch {{by}}',
  'history.causeBy.git': 'In Git geändert von {{by}}',
  'history.causeBy.outside-git': 'An Git vorbei zurückgerollt von {{by}}',
  'history.stage.merge': 'Merge',
  'history.stage.sync': 'Sync',
  'history.stage.health': 'gesund',
  'history.stageTook.merge': '{{duration}} bis zum Merge',
  'history.stageTook.sync': '{{duration}} bis zum Ende des Syncs',
  'history.stageTook.health': '{{duration}}, bis die Umgebung gesund war',
  'history.outcome.succeeded': 'Erfolgreich',
  'history.outcome.failed': 'Fehlgeschlagen',
  'history.outcome.unknown': 'Nicht bekannt',
  'history.rolledBack': 'Zurückgerollt',
  'history.rolledBackBy': 'Zurückgerollt von {{by}}',
  'history.rolledBackAt': 'Zurückgerollt von {{by}} am {{at}}.',
  'history.rolledBackOn': 'Zurückgerollt am {{at}}.',
  'history.rollBackTo': 'Hierhin zurückrollen',
  'history.promoteTo': 'Nach {{to}} befördern',
  'history.rollBackToLabel':
    'Hierhin zurückrollen: {{release}} in {{environment}}',
  'history.commitLabel': '{{id}}: der Commit beim Git-Host (neuer Tab)',
  'history.more': 'Mehr anzeigen',
  'history.refresh': 'Aktualisieren',
  'history.shownSoFar_one': 'Bisher {{count}} Deployment',
  'history.shownSoFar_other': 'Bisher {{count}} Deployments',
  'history.shownAll_one': '{{count}} Deployment',
  'history.shownAll_other': '{{count}} Deployments',
  'history.loading': 'Deployments werden geladen',
  'history.emptyTitle': 'Noch keine Deployments',
  'history.emptyText':
    'Jedes Deployment, das Argo CD abschließt, erscheint hier, mit seinen Änderungen und der Person, die es ausgelöst hat.',
  'history.noMatchTitle': 'Kein Deployment passt',
  'history.noMatchText':
    'Ändern Sie die Filter oder setzen Sie sie zurück, um mehr zu sehen.',
  'history.countedIn.deployments': 'Nur Deployments in die Produktion',
  'history.countedIn.failures':
    'Nur Deployments in die Produktion, die fehlschlugen oder zurückgerollt wurden',
  'history.countedIn.leadTime':
    'Nur Deployments in die Produktion, deren Durchlaufzeit bekannt ist',
  'history.countedIn.restore':
    'Nur Fehlschläge in der Produktion, nach denen ein Deployment gelang',
  'history.countedInEnd': 'Alle anzeigen',
  'history.export.csv': 'Als CSV exportieren',
  'history.export.json': 'Als JSON exportieren',
  'history.exportFailed': 'Die Deployments konnten nicht exportiert werden',
  'history.view': 'Anzeigen',
  'history.viewDeployments': 'Deployments',
  'history.viewMetrics': 'Metriken',
  'history.dialogTitle': '{{service}} {{release}} in {{environment}}',
  'history.dialogLoading': 'Deployment',
  'history.notFoundTitle': 'Das Portal kennt dieses Deployment nicht',
  'history.notFoundText':
    'Vielleicht ist sein Dienst nicht mehr im Katalog, oder Sie dürfen seine Umgebung nicht sehen.',
  'history.images': 'Images',
  'history.before': 'Vorher',
  'history.after': 'Nachher',
  'history.replacedUnknown':
    'Was vorher lief, ist nicht bekannt. Es hat diese Images:',
  'history.releaseUnknown': 'Welche Images es hat, ist nicht bekannt.',
  'history.facts': 'Was geschah',
  'history.pullRequest': 'Pull Request',
  'history.noPullRequest': 'Es ist kein Pull Request bekannt',
  'history.commit': 'Commit',
  'history.ran': 'Lief',
  'history.fromUntil': 'von {{from}} bis {{until}}',
  'history.fromNow': 'seit {{from}}',
  'history.stages': 'Etappen',
  'history.requestedAt': 'beantragt am {{at}}',
  'history.files': 'Änderungen in Git',
  'history.filesFailed': 'Die Änderungen in Git konnten nicht gelesen werden',
  'history.noFiles': 'Keine Datei der Umgebung wurde geändert.',
  'history.filesUnknown': 'Welche Dateien geändert wurden, ist nicht bekannt.',
  'history.moreFiles':
    'Nicht alle Dateien sind hier aufgeführt. Es kann weitere geben.',
  'history.teamTitle': 'Deployments',
  'history.teamAll': 'Verlauf',
  'history.teamMetrics': 'Metriken',
  'history.teamEmpty':
    'Es ist kein Deployment der Dienste dieses Teams bekannt.',
  'history.teamItem': '{{service}} {{release}} in {{environment}}',
  'history.section': 'Verlauf',
  'metrics.title': 'Metriken der Auslieferung',
  'metrics.section': 'Metriken',
  'metrics.filters': 'Auswählen, was gemessen wird',
  'metrics.bucketLabel': 'Punkte der Diagramme',
  'metrics.by.day': 'Nach Tagen',
  'metrics.by.week': 'Nach Wochen',
  'metrics.by.month': 'Nach Monaten',
  'metrics.bucket.day': 'Tag',
  'metrics.bucket.week': 'Woche ab',
  'metrics.bucket.month': 'Monat',
  'metrics.counted_one': '{{count}} Dienst, Deployments nach {{environments}}',
  'metrics.counted_other':
    '{{count}} Dienste, Deployments nach {{environments}}',
  'metrics.frequency.title': 'Häufigkeit der Deployments',
  'metrics.frequency.from_one': 'Deployment',
  'metrics.frequency.from_other': 'Deployments',
  'metrics.frequency.counts':
    'Zählt die Deployments in die Produktion, die in dieser Zeit begannen.',
  'metrics.leadTime.title': 'Durchlaufzeit von Änderungen',
  'metrics.leadTime.from_one': 'Median von {{count}} Deployment',
  'metrics.leadTime.from_other': 'Median von {{count}} Deployments',
  'metrics.leadTime.counts':
    'Vom ersten Commit, der das Release in Git einträgt, bis zu seinem Deployment in die Produktion. Deployments ohne bekannten Commit zählen nicht.',
  'metrics.failureRate.title': 'Anteil fehlgeschlagener Änderungen',
  'metrics.failureRate.from_one': '{{count}} Fehlschlag',
  'metrics.failureRate.from_other': '{{count}} Fehlschläge',
  'metrics.failureRate.counts':
    'Der Anteil der Deployments in die Produktion, die fehlschlugen oder zurückgerollt wurden.',
  'metrics.restore.title': 'Zeit bis zur Wiederherstellung',
  'metrics.restore.from_one': 'Median von {{count}} Fehlschlag',
  'metrics.restore.from_other': 'Median von {{count}} Fehlschlägen',
  'metrics.restore.counts':
    'Vom Beginn eines fehlgeschlagenen Deployments bis zum Beginn des nächsten, das gelang. Noch nicht behobene Fehlschläge zählen nicht.',
  'metrics.none': 'keine',
  'metrics.numberLabel':
    '{{value}}, {{metric}}: die Deployments anzeigen, aus denen sich das ergibt',
  'metrics.countLabel_one': '{{count}} Deployment, {{span}}: anzeigen',
  'metrics.countLabel_other': '{{count}} Deployments, {{span}}: anzeigen',
  'metrics.deployments': 'Deployments',
  'metrics.plotLabel':
    '{{metric}} im Verlauf. Die Zahlen stehen in der Tabelle darunter.',
  'metrics.show': 'Als Tabelle anzeigen',
  'metrics.hide': 'Tabelle ausblenden',
  'metrics.showLabel': 'Als Tabelle anzeigen: {{metric}}',
  'metrics.hideLabel': 'Tabelle ausblenden: {{metric}}',
  'metrics.loading': 'Metriken werden geladen',
  'metrics.emptyTitle': 'Keine Deployments in die Produktion in dieser Zeit',
  'metrics.emptyText':
    'Metriken erscheinen hier, sobald etwas in die Produktion ausgeliefert wurde. Wählen Sie einen längeren Zeitraum, um weiter zurückzublicken.',
  'state.part':
    '{{name}} kann hier nicht angezeigt werden. Der Rest der Seite ist davon nicht betroffen.',
  'state.errorTitle': 'Das konnte nicht geladen werden',
  'state.readNothingChanged': 'Nichts wurde geändert.',
  'state.syncErrorTitle': 'Der Sync konnte nicht gestartet werden',
  'state.syncNothingChanged': 'Nichts wurde geändert.',
  'state.syncMaybe':
    'Ob Argo CD einen Sync gestartet hat, ist nicht sicher. Der Beförderungspfad zeigt es, sobald es bekannt ist.',
  'state.whatToDo':
    'Versuchen Sie es noch einmal. Wenn es weiterhin fehlschlägt, nennen Sie der Verwaltung des Portals:',
  'state.reference': 'Kennung {{id}}',
  'state.retry': 'Noch einmal versuchen',
  'state.more': 'Mehr',
  'state.less': 'Weniger',
  'state.stopWaiting': 'Nicht länger warten',
  'state.offline': 'Ihr Browser ist offline; es wird weiter gewartet …',
  'state.throttled':
    'Sie haben innerhalb kurzer Zeit zu oft angefragt. Warten Sie eine Minute, und versuchen Sie es noch einmal.',
  'state.unauthenticated':
    'Sie sind nicht mehr angemeldet. Melden Sie sich neu an.',
  'state.answered': 'Das Portal antwortete mit Status {{status}}.',
  'state.failed': 'Das Portal antwortete mit einem Fehler.',
  'state.timeout': 'Das Portal hat nicht rechtzeitig geantwortet.',
  'state.network':
    'Das Portal ist nicht erreichbar. Besteht eine Netzverbindung?',
  'state.unavailable':
    'Ein Server, auf den das Portal angewiesen ist, antwortet nicht.',
  'state.forbiddenTitle': 'Das dürfen Sie nicht sehen',
  'state.forbiddenText':
    'Dafür ist die Berechtigung {{permission}} nötig. Wenden Sie sich an die Verwaltung des Portals.',
  'state.notFoundTitle': 'Das Portal kennt diesen Dienst nicht',
  'state.notFoundText':
    'Vielleicht wurde er gerade erst hinzugefügt oder entfernt. Der Katalog folgt dem Repository innerhalb von Sekunden.',
  'state.stillShowing':
    'Die Angaben konnten nicht aktualisiert werden: {{message}} Das Portal versucht es weiter.',
  'catalogList.title': 'Katalog',
  'catalogList.overview': 'Übersicht',
  'catalogList.star': '{{name}} merken',
  'catalogList.unstar': '{{name}} nicht mehr merken',
  'catalogList.column.name': 'Name',
  'catalogList.column.layer': 'Schicht',
  'catalogList.column.category': 'Kategorie',
  'catalogList.column.team': 'Team',
  'catalogList.column.environments': 'Umgebungen',
  'catalogList.column.availability': 'SLA',
  'catalogList.column.latency': 'Antwortzeit',
  'catalogList.column.problems': 'Probleme',
  'catalogList.order.label': 'Sortieren nach',
  'catalogList.order.name': 'Name',
  'catalogList.order.layer': 'Schicht',
  'catalogList.order.category': 'Kategorie',
  'catalogList.order.team': 'Team',
  'catalogList.order.environments': 'Umgebungen',
  'catalogList.order.availability': 'Verfügbarkeit',
  'catalogList.order.latency': 'Antwortzeit',
  'catalogList.order.problems': 'Probleme',
  'catalogList.order.asc': 'Aufsteigend',
  'catalogList.order.desc': 'Absteigend',
  'catalogList.order.title': '{{title}}: danach sortieren',
  'catalogList.order.titleCurrent':
    '{{title}}: danach sortiert, {{direction}}. Umkehren',
  'unregister.menu': 'In Git löschen …',
  'unregister.title': '{{name}} in Git löschen',
  'unregister.text':
    'Das Portal liest diesen Eintrag aus einem Git-Repository. Deshalb lässt er sich hier nicht abmelden: Beim nächsten Lesen wäre er wieder da. Löschen oder ändern Sie dort diese Datei, dann verschwindet er von selbst aus dem Katalog:',
  'unregister.close': 'Schließen',
  'filters.layers': 'Schicht',
  'filters.categories': 'Kategorie',
  'filters.environments': 'Umgebung',
  'filters.clusters': 'Cluster',
  'filters.availability': 'Verfügbarkeit',
  'filters.latency': 'Antwortzeit',
  'filters.problems': 'Probleme',
  'filters.any': 'Alle',
  'filters.option': '{{label}} ({{services}})',
  'filters.search': 'Suchen',
  'filters.atLeast': 'Mindestens {{value}}',
  'filters.atMost': 'Höchstens {{value}}',
  'filters.error': 'Fehler',
  'filters.warning': 'Warnungen',
};

export default german;
