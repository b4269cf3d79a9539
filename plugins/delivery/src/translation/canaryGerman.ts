/**
 * German for every text of `canaryMessages.ts`.
 *
 * @internal
 */
export const canaryGerman = {
  'canary.progressing': 'Canary {{release}} ist im Gange',
  'canary.paused': 'Canary {{release}} ist angehalten',
  'canary.aborted': 'Canary {{release}} wurde abgebrochen',
  'canary.otherRelease': 'eines anderen Release',
  'canary.weight': '{{weight}} % der Anfragen',
  'canary.step': 'Schritt {{step}}',
  'canary.steps': 'Schritte des Canarys in {{environment}}',
  'canary.weightStep': '{{weight}}\u00a0%',
  'canary.untilResumed': 'bis zum Fortsetzen',
  'canary.analysisStep': 'Analyse',
  'canary.left': 'noch {{duration}}',
  'canary.goesOn': 'wird fortgesetzt',
  'canary.place.done': 'erledigt',
  'canary.place.current': 'aktuell',
  'canary.place.coming': 'steht noch aus',
  'canary.pods': '{{next}} von {{desired}} Pods der neuen Version sind bereit',
  'canary.notRead': 'Die Schritte sind nicht bekannt. {{message}}',
  'canary.atLeast': 'mindestens {{value}}',
  'canary.atMost': 'höchstens {{value}}',
  'canary.above': 'über {{value}}',
  'canary.below': 'unter {{value}}',
  'canary.notMeasured': 'noch nichts gemessen',
  'canary.passed': '{{passed}} von {{total}} bestanden',
  'canary.failed': '{{number}} nicht bestanden',
  'canary.inconclusive': '{{number}} ohne Ergebnis',
  'canary.error': '{{number}} nicht gemessen',
  'canary.plot_one': '{{name}}: eine Messung, {{highest}}',
  'canary.plot_other':
    '{{name}}: {{count}} Messungen zwischen {{lowest}} und {{highest}}',
  'canary.moreMetrics_one': '{{count}} weitere Metrik in den Details',
  'canary.moreMetrics_other': '{{count}} weitere Metriken in den Details',
  'canary.leftOutPause': 'eine Pause von {{duration}}',
  'canary.leftOutPauseOpen': 'eine Pause, bis jemand sie beendet',
  'canary.leftOutAnalysis': 'eine Analyse',
  'canary.leftOutOther': 'der Schritt {{name}}',
  'rollout.abort': 'Abbrechen',
  'rollout.abortLabel': 'Abbrechen: Canary {{release}} in {{environment}}',
  'rollout.abortTitle': 'Den Canary in {{environment}} abbrechen',
  'rollout.abortText':
    'Alle Anfragen gehen wieder an die stabile Version, und {{release}} wird beendet. In Git steht weiterhin {{release}}.',
  'rollout.abortConfirm': 'Canary abbrechen',
  'rollout.abortDone': 'Argo CD bricht den Canary {{release}} ab.',
  'rollout.abortFailed': 'Der Canary konnte nicht abgebrochen werden',
  'rollout.stillInGit':
    'In Git steht für {{environment}} noch {{release}}. Rollen Sie auch dort zurück:',
  'rollout.retry': 'Erneut versuchen',
  'rollout.retryLabel':
    'Erneut versuchen: Canary {{release}} in {{environment}}',
  'rollout.retryTitle': 'Den Canary in {{environment}} erneut versuchen',
  'rollout.retryText':
    'Der Canary beginnt wieder beim ersten Schritt: {{release}} erhält wieder Anfragen.',
  'rollout.retryConfirm': 'Canary erneut versuchen',
  'rollout.retryDone': 'Argo CD beginnt den Canary {{release}} von vorn.',
  'rollout.retryFailed': 'Der Canary konnte nicht erneut versucht werden',
  'rollout.resume': 'Fortsetzen',
  'rollout.resumeLabel': 'Fortsetzen: Canary {{release}} in {{environment}}',
  'rollout.resumeTitle': 'Den Canary in {{environment}} fortsetzen',
  'rollout.resumeText':
    'Die Pause endet jetzt, und {{release}} geht zum nächsten Schritt über.',
  'rollout.resumeJudged':
    'Die Analyse im Hintergrund läuft weiter und prüft die neue Version.',
  'rollout.resumeInconclusive':
    'Der Canary wartet, weil eine Analyse ohne Ergebnis blieb: Ob {{release}} gut ist, steht nicht fest. Die Pause endet jetzt, und die Analyse läuft noch einmal.',
  'rollout.resumeConfirm': 'Canary fortsetzen',
  'rollout.resumeDone': 'Argo CD beendet die Pause des Canarys {{release}}.',
  'rollout.resumeFailed': 'Der Canary konnte nicht fortgesetzt werden',
  'rollout.skip': 'Schritt überspringen',
  'rollout.skipLabel':
    'Schritt überspringen: Canary {{release}} in {{environment}}',
  'rollout.skipTitle':
    'Einen Schritt des Canarys in {{environment}} überspringen',
  'rollout.skipText': '{{release}} geht ohne diesen Schritt zum nächsten über.',
  'rollout.skipConfirm': 'Schritt überspringen',
  'rollout.skipDone':
    'Argo CD überspringt den Schritt des Canarys {{release}}.',
  'rollout.skipFailed': 'Der Schritt konnte nicht übersprungen werden',
  'rollout.promote': 'Ganz ausrollen',
  'rollout.promoteLabel':
    'Ganz ausrollen: Canary {{release}} in {{environment}}',
  'rollout.promoteTitle': 'Den Canary in {{environment}} ganz ausrollen',
  'rollout.promoteText':
    '{{release}} erhält alle Anfragen, sobald die Pods bereit sind, ohne die übrigen Schritte.',
  'rollout.promoteConfirm': 'Ganz ausrollen',
  'rollout.promoteDone': 'Argo CD rollt den Canary {{release}} ganz aus.',
  'rollout.promoteFailed': 'Der Canary konnte nicht ganz ausgerollt werden',
  'rollout.leavesOut': 'Damit entfallen diese Prüfungen der neuen Version:',
  'rollout.leavesOutRunning':
    'der Rest der Analyse, die gerade läuft ({{names}})',
  'rollout.leavesOutBackground': 'die Analyse im Hintergrund',
  'rollout.leavesOutNothing': 'Keine Pause und keine Analyse entfällt.',
  'rollout.leavesOutUnknown':
    'Damit entfallen die übrigen Pausen und Analysen. Welche das sind, ist gerade nicht bekannt.',
  'rollout.maybe':
    'Es ist nicht sicher, ob Argo CD es getan hat. Die Seite zeigt es, sobald es bekannt ist.',
};
