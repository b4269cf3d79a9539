/**
 * German for every text of `trainMessages.ts`.
 *
 * @internal
 */
export const trainGerman = {
  'train.select': '{{service}} auswählen',
  'train.selectAll': 'Alle angezeigten auswählen',
  'train.selectFirst': 'Die ersten {{number}} auswählen',
  'train.deselectAll': 'Alle angezeigten abwählen',
  'train.clear': 'Auswahl aufheben',
  'train.full': 'Höchstens {{number}} Dienste werden zusammen befördert.',
  'train.promoteNone': 'Auswahl befördern …',
  'train.selectFirstOfAll':
    'Wählen Sie Dienste aus, um sie zusammen zu befördern.',
  'train.promote_one': 'Auswahl befördern ({{count}}) …',
  'train.promote_other': 'Auswahl befördern ({{count}}) …',
  'train.title_one': '{{count}} Dienst befördern',
  'train.title_other': '{{count}} Dienste befördern',
  'train.followTitle_one': 'Beförderung von {{count}} Dienst nach {{to}}',
  'train.followTitle_other': 'Beförderung von {{count}} Diensten nach {{to}}',
  'train.followTitleAny': 'Beförderung mehrerer Dienste',
  'train.target': 'In welche Umgebung?',
  'train.chooseTarget': 'Umgebung wählen',
  'train.noTarget':
    'Keiner dieser Dienste hat eine Umgebung, in die befördert werden könnte.',
  'train.goes_one': '{{count}} Dienst kann befördert werden',
  'train.goes_other': '{{count}} Dienste können befördert werden',
  'train.stays_one': '{{count}} Dienst kann nicht befördert werden',
  'train.stays_other': '{{count}} Dienste können nicht befördert werden',
  'train.leaveOut_one': 'Die anderen ohne ihn befördern',
  'train.leaveOut_other': 'Die anderen ohne sie befördern',
  'train.step': '{{from}} → {{to}}',
  'train.gatesPass': 'Alle Gates sind bestanden',
  'train.gatesOpen': 'Gates, die noch nicht bestanden sind',
  'train.moreImages_one': '+{{count}} Image',
  'train.moreImages_other': '+{{count}} Images',
  'train.existing': 'Der Pull Request ist schon offen',
  'train.noneCan': 'Keiner dieser Dienste kann nach {{to}} befördert werden.',
  'train.sayLeave': 'Wählen Sie, ob die anderen ohne diese befördert werden.',
  'train.modeEach': 'Jeder Dienst bekommt einen eigenen Pull Request.',
  'train.modeOne':
    'Dienste eines Repositorys teilen sich einen Pull Request: Sie werden zusammen gemergt oder geschlossen.',
  'train.confirm_one': '{{count}} Dienst nach {{to}} befördern',
  'train.confirm_other': '{{count}} Dienste nach {{to}} befördern',
  'train.askAgain': 'Erneut prüfen',
  'train.opening': 'Der Pull Request wird eröffnet …',
  'train.openingAll': 'Die Pull Requests werden eröffnet …',
  'train.portalSlow':
    'Das Portal hat noch nicht geantwortet; es wird gewartet …',
  'train.failedTitle': 'Die Dienste konnten nicht befördert werden',
  'train.uncertainTitle':
    'Es gibt keine Bestätigung, dass die Pull Requests eröffnet wurden',
  'train.nothingOpened': 'Es wurde kein Pull Request eröffnet.',
  'train.safeToRepeat':
    'Ein neuer Versuch ist gefahrlos: Er führt zu denselben Pull Requests und eröffnet nichts zweimal.',
  'train.askedBy': 'Angefordert von {{by}}',
  'train.arrived': 'In {{to}} angekommen: {{number}} von {{total}}.',
  'train.shared':
    'PR #{{number}} bringt {{services}}: Ein Merge oder das Schließen betrifft alle.',
  'train.sharedWithOthers':
    'PR #{{number}} bringt {{services}} und andere: Ein Merge oder das Schließen betrifft alle.',
  'train.notOpened': 'Nicht eröffnet',
  'train.retry_one': '{{count}} erneut versuchen',
  'train.retry_other': '{{count}} erneut versuchen',
  'train.retryFailed': 'Der neue Versuch ist gescheitert',
  'train.details': 'Gates und Genehmigungen',
  'train.detailsOf': 'Gates und Genehmigungen von {{service}}',
  'train.partOf': 'Zusammen befördert mit {{services}}.',
  'train.partOfAlone': 'Zusammen mit anderen Diensten befördert.',
  'train.partLink': 'Alle zeigen',
  'train.sharesOne': 'Der Pull Request bringt auch {{services}}.',
  'train.renewTogether':
    'Der Dienst teilt sich den Pull Request mit anderen und kann daher nicht allein erneuert werden. Schließen Sie den Pull Request, und befördern Sie die Dienste erneut.',
  'train.closeSafe':
    'Sie können das Fenster schließen: Nichts hält an, und die Adresse führt zurück.',
};
