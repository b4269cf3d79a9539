import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** Every provider that the portal can sign in with, in the order in which the page offers them. */
export const PROVIDER_IDS = ['oidc', 'github', 'gitlab', 'microsoft'] as const;

/** Id of a provider, as under `auth.providers`. */
export type SignInProviderId = (typeof PROVIDER_IDS)[number];

/**
 * The providers that are configured for sign-in in the present environment. One that is configured without a resolver
 * serves other purposes and signs nobody in.
 */
export function readSignInProviders(config: ConfigApi): SignInProviderId[] {
  const environment =
    config.getOptionalString('auth.environment') ?? 'development';
  return PROVIDER_IDS.filter(id =>
    config
      .getOptionalConfigArray(
        `auth.providers.${id}.${environment}.signIn.resolvers`,
      )
      ?.some(resolver => resolver.has('resolver')),
  );
}
