import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav';

// All other features are found among this package's dependencies: app.packages in app-config.yaml.
export default createApp({
  features: [navModule],
});
