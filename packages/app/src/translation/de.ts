const german = {
  'nav.home': 'Stonegarden, zur Startseite',
  'nav.search': 'Suche',
  'nav.menu': 'Menü',
  'nav.create': 'Anlegen',
  'nav.notifications': 'Nachrichten',
  'nav.graph': 'Graph',
  'nav.settings': 'Einstellungen',
  'signIn.intro':
    'Melden Sie sich an, um Ihre Services zu sehen und mit ihnen zu arbeiten.',
  'signIn.none':
    'Es ist keine Anmeldung eingerichtet. Wer dieses Portal betreibt, richtet sie unter auth.providers ein.',
  'signIn.checking': 'Ihre Sitzung wird gesucht …',
  'signIn.with': 'Mit {{name}} anmelden',
  'signIn.withCompanyAccount': 'Mit dem Firmenkonto anmelden',
  'signIn.provider': 'Ihr Anmeldedienst',
  'signIn.failure.unknownPerson':
    '{{name}} kennt Sie, dieses Portal aber nicht: In seinem Katalog fehlt Ihr Eintrag. Bitten Sie die Betreiber des Portals, Sie aufzunehmen.',
  'signIn.failure.noEmail':
    '{{name}} hat dem Portal keine bestätigte E-Mail-Adresse genannt, an der es Sie erkennen würde. Wenden Sie sich an die Betreiber des Portals.',
  'signIn.failure.canceled':
    'Die Anmeldung wurde abgebrochen. Versuchen Sie es erneut, wenn Sie so weit sind.',
  'signIn.failure.expired':
    'Die Anmeldung hat zu lange gedauert, oder der Browser speichert keine Cookies für diese Adresse. Versuchen Sie es erneut.',
  'signIn.failure.popupBlocked':
    'Der Browser hat das Anmeldefenster blockiert. Erlauben Sie Pop-ups für diese Adresse und versuchen Sie es erneut.',
  'signIn.failure.popupClosed':
    'Das Anmeldefenster wurde geschlossen, bevor Sie angemeldet waren. Versuchen Sie es erneut.',
  'signIn.failure.unreachable':
    '{{name}} ist vom Portal aus gerade nicht erreichbar. Versuchen Sie es in ein paar Minuten erneut; bleibt es dabei, wenden Sie sich an die Betreiber des Portals.',
  'signIn.failure.noSession':
    '{{name}} hat Sie angemeldet, das Portal hat aber keine dauerhafte Sitzung erhalten. Erlauben Sie Cookies für diese Adresse und versuchen Sie es erneut; bleibt es dabei, wenden Sie sich an die Betreiber des Portals.',
  'signIn.failure.other':
    'Die Anmeldung hat nicht funktioniert. Versuchen Sie es erneut; bleibt es dabei, wenden Sie sich an die Betreiber des Portals: Der Grund steht in seinem Protokoll.',
};

export default german;
