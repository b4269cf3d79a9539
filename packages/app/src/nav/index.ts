import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { sidebar } from './Sidebar';

/** Replaces the app's navigation. */
export const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [sidebar],
});
