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
  },
  translations: { de: () => import('./de') },
});
