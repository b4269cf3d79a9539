import type { Configuration } from 'oidc-provider';
import Provider from 'oidc-provider';
import type { JsonFile } from '../state/JsonFile';
import { IdentityRecords } from './IdentityRecords';
import type { IdentityState } from './IdentityState';
import type { Person } from './readPeople';

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * The application that people sign in to.
 *
 * @public
 */
export interface IdentityClient {
  id: string;
  secret: string;
  /** Where the browser returns with the code. */
  redirectUri: string;
}

/** @internal */
export interface IdentityProviderOptions {
  issuer: string;
  people: Person[];
  client: IdentityClient;
  state: JsonFile<IdentityState>;
  /** Shows an error of the protocol to the person in front of the browser. */
  errorPage(error: { status: number; text: string }): {
    html: string;
    headers: Record<string, string>;
  };
}

/**
 * An OpenID Connect provider for one confidential client: authorization code with PKCE, refresh tokens, userinfo and
 * revocation. Who wants to sign in is sent to `/interaction/<uid>`, and whoever is chosen there is signed in; there is
 * no consent to give, because the client is the company's own.
 *
 * @internal
 */
export function createIdentityProvider(
  options: IdentityProviderOptions,
): Provider {
  const { issuer, people, client, state, errorPage } = options;
  const configuration: Configuration = {
    adapter: name => new IdentityRecords(state, name),
    jwks: { keys: [state.value.signingKey] },
    cookies: { keys: [state.value.cookieKey] },
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
    },
    features: {
      devInteractions: { enabled: false },
      // A client revokes its own tokens; there is one client.
      revocation: { enabled: true, allowedPolicy: async () => true },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: {
      url: (_context, { uid }) => `/interaction/${uid}`,
    },
    findAccount: (_context, id) => {
      const person = people.find(({ name }) => name === id);
      return (
        person && {
          accountId: id,
          claims: () => ({
            sub: id,
            name: person.displayName,
            preferred_username: id,
            email: person.email,
            email_verified: true,
          }),
        }
      );
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope([...oidc.requestParamScopes].join(' '));
      await grant.save();
      return grant;
    },
    issueRefreshToken: async (_context, it) =>
      it.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    // One browser profile copied for several tests presents the same token several times.
    rotateRefreshToken: false,
    renderError: (context, { error, error_description: description }) => {
      const { html, headers } = errorPage({
        status: context.status,
        text: description ?? error,
      });
      context.set(headers);
      context.type = 'html';
      context.body = html;
    },
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      Grant: 30 * DAY,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: 30 * DAY,
      Session: 30 * DAY,
    },
  };
  return new Provider(issuer, configuration);
}
