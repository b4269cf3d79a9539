const german = {
  'nav.home': 'Stonegarden, zur Startseite',
  'nav.search': 'Suche',
  'nav.menu': 'Menü',
  'nav.catalog': 'Katalog',
  'nav.delivery': 'Auslieferung',
  'nav.create': 'Anlegen',
  'nav.notifications': 'Nachrichten',
  'nav.graph': 'Graph',
  'nav.settings': 'Einstellungen',
};

export default german;
