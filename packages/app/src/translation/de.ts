const german = {
  'nav.home': 'Stonegarden, zur Startseite',
  'nav.search': 'Suche',
  'nav.menu': 'Menü',
  'nav.catalog': 'Katalog',
  'nav.delivery': 'Auslieferung',
  'nav.create': 'Anlegen',
  'nav.notifications': 'Nachrichten',
  'nav.graph': 'Katalog-Graph',
  'catalog.layer': 'Schicht',
  'layer.services': 'Dienste',
  'layer.platform': 'Plattform',
  'layer.infra': 'Infrastruktur',
  'layer.bootstrap': 'Bootstrap',
  'nav.settings': 'Einstellungen',
};

export default german;
