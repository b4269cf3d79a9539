import { createApp } from '@backstage/frontend-defaults';
import { languageModule } from './language';
import { navModule } from './nav';
import { signInModule } from './signIn';

// All other features are found among this package's dependencies: app.packages in app-config.yaml.
export default createApp({
  features: [languageModule, navModule, signInModule],
});
