/**
 * German for every text of `trainMessages.ts`.
 *
 * @internal
 */
export const trainGerman = {
  'train.select': '{{service}} auswählen',
  'train.selectAll': 'Alle angezeigten auswählen',
  'train.selectFirst': 'Die ersten {{number}} auswählen',
  'train.clear': 'Auswahl aufheben',
  'train.full': 'Höchstens {{number}} Dienste werden zusammen befördert.',
  'train.promoteNone': 'Ausgewählte befördern …',
  'train.promote_one': '{{count}} ausgewählten befördern …',
  'train.promote_other': '{{count}} ausgewählte befördern …',
  'train.title_one': '{{count}} Dienst befördern',
  'train.title_other': '{{count}} Dienste befördern',
  'train.followTitle': 'Zusammen nach {{to}} befördert',
  'train.target': 'In welche Umgebung?',
  'train.chooseTarget': 'Umgebung wählen',
  'train.noTarget':
    'Keiner dieser Dienste hat eine Umgebung, in die befördert werden könnte.',
  'train.goes_one': '{{count}} Dienst kann mit',
  'train.goes_other': '{{count}} Dienste können mit',
  'train.stays_one': '{{count}} Dienst kann nicht mit',
  'train.stays_other': '{{count}} Dienste können nicht mit',
  'train.leaveOut_one': 'Die anderen ohne ihn befördern',
  'train.leaveOut_other': 'Die anderen ohne sie befördern',
  'train.step': '{{from}} → {{to}}',
  'train.gatesPass': 'Alle Gates sind bestanden',
  'train.gatesOpen': 'Gates, die noch nicht bestanden sind',
  'train.moreImages_one': '+{{count}} Image',
  'train.moreImages_other': '+{{count}} Images',
  'train.existing': 'Der Pull Request ist schon offen',
  'train.noneCan': 'Keiner dieser Dienste kann nach {{to}} befördert werden.',
  'train.sayLeave':
    'Sagen Sie, ob die anderen ohne die gehen, die nicht mit können.',
  'train.modeEach': 'Jeder Dienst bekommt einen eigenen Pull Request.',
  'train.modeOne':
    'Dienste eines Repositorys teilen sich einen Pull Request: Sie werden zusammen gemergt oder geschlossen.',
  'train.confirm_one': '{{count}} Dienst nach {{to}} befördern',
  'train.confirm_other': '{{count}} Dienste nach {{to}} befördern',
  'train.askAgain': 'Erneut prüfen',
  'train.opening': 'Der Pull Request wird geöffnet …',
  'train.openingAll': 'Die Pull Requests werden geöffnet …',
  'train.portalSlow':
    'Das Portal hat noch nicht geantwortet; es wird gewartet …',
  'train.failedTitle': 'Die Dienste konnten nicht befördert werden',
  'train.uncertainTitle':
    'Es gibt keine Bestätigung, dass die Pull Requests geöffnet wurden',
  'train.nothingOpened': 'Es wurde kein Pull Request geöffnet.',
  'train.safeToRepeat':
    'Ein neuer Versuch ist gefahrlos: Er führt zu denselben Pull Requests und öffnet nichts zweimal.',
  'train.askedBy': 'Angefordert von {{by}}',
  'train.arrived': '{{number}} von {{total}} sind in {{to}} angekommen.',
  'train.shared':
    'Sie teilen sich #{{number}}: Ein Merge oder das Schließen betrifft alle.',
  'train.notOpened': 'Nicht geöffnet',
  'train.retry_one': '{{count}} erneut versuchen',
  'train.retry_other': '{{count}} erneut versuchen',
  'train.retryFailed': 'Der neue Versuch ist gescheitert',
  'train.details': 'Gates und Freigaben',
  'train.detailsOf': 'Gates und Freigaben von {{service}}',
  'train.partOf': 'Zusammen befördert mit {{services}}.',
  'train.partOfAlone': 'Zusammen mit anderen Diensten befördert.',
  'train.partLink': 'Alle zeigen',
  'train.sharesOne': 'Der Pull Request bringt auch diese Dienste.',
  'train.renewTogether':
    'Der Dienst teilt sich den Pull Request mit anderen und kann daher nicht allein erneuert werden. Schließen Sie den Pull Request, und befördern Sie die Dienste erneut.',
  'train.closeSafe':
    'Sie können das Fenster schließen: Nichts hält an, und die Adresse führt zurück.',
};
