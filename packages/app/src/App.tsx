import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogModule } from './catalog';
import { navModule } from './nav';

// All other features are found among this package's dependencies: app.packages in app-config.yaml.
export default createApp({
  features: [catalogPlugin, catalogModule, navModule],
});
