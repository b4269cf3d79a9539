import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/**
 * All texts of the delivery plugin: English as written, German as a translation.
 *
 * @public
 */
export const deliveryTranslationRef = createTranslationRef({
  id: 'plugin.delivery',
  messages,
  translations: {
    de: () => import('./de'),
  },
});
