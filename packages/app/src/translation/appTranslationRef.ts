import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts of the app around the plugins. */
export const appTranslationRef = createTranslationRef({
  id: 'app.stonegarden',
  messages: {
    nav: {
      home: 'Stonegarden, to the start page',
      search: 'Search',
      menu: 'Menu',
      catalog: 'Catalog',
      delivery: 'Delivery',
      create: 'Create',
      notifications: 'Notifications',
      settings: 'Settings',
      graph: 'Catalog graph',
    },
    catalog: {
      milliseconds: '{{value}}\u00a0ms',
      seconds: '{{value}}\u00a0s',
      errors_one: '{{count}} error',
      errors_other: '{{count}} errors',
      warnings_one: '{{count}} warning',
      warnings_other: '{{count}} warnings',
    },
    column: {
      name: 'Name',
      layer: 'Layer',
      category: 'Category',
      team: 'Team',
      environments: 'Environments',
      availability: 'Promise',
      latency: 'Latency',
      problems: 'Problems',
    },
    order: {
      label: 'Sort by',
      name: 'Name',
      layer: 'Layer',
      category: 'Category',
      team: 'Team',
      environments: 'Environments',
      availability: 'Availability',
      latency: 'Latency',
      problems: 'Problems',
      asc: 'Ascending',
      desc: 'Descending',
      title: '{{title}}: sort by it',
      titleCurrent: '{{title}}: sorted by it, {{way}}. Turn around',
    },
    layer: {
      services: 'Services',
      platform: 'Platform',
      infra: 'Infrastructure',
      bootstrap: 'Bootstrap',
    },
  },
  translations: { de: () => import('./de') },
});
