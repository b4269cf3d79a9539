import express, { Express } from 'express';
import { loopbackOnly } from '../http/loopbackOnly';
import {
  createIdentityErrorPage,
  createIdentityPages,
  protocolErrorPage,
} from '../pages/createIdentityPages';
import {
  IdentityProviderOptions,
  createIdentityProvider,
} from './createIdentityProvider';

/**
 * What answers on the OpenID Connect provider's port.
 *
 * @internal
 */
export function createIdentityApp(
  options: Omit<IdentityProviderOptions, 'errorPage'>,
  report: (error: unknown) => void,
): Express {
  const provider = createIdentityProvider({
    ...options,
    errorPage: protocolErrorPage,
  });
  provider.on('server_error', (_context, error) => report(error));
  const { people, client } = options;
  const app = express().disable('x-powered-by');
  app.use(loopbackOnly);
  app.get('/healthz', (_request, response) => {
    response.type('text/plain').send('ok');
  });
  app.use(
    createIdentityPages(provider, people, new URL(client.redirectUri).origin),
  );
  app.use(createIdentityErrorPage(report));
  app.use(provider.callback());
  return app;
}
