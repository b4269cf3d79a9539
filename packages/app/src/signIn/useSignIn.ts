import { UserIdentity } from '@backstage/core-components';
import {
  configApiRef,
  discoveryApiRef,
  githubAuthApiRef,
  gitlabAuthApiRef,
  microsoftAuthApiRef,
  useApi,
  useApiHolder,
  type ApiRef,
  type BackstageIdentityApi,
  type IdentityApi,
  type ProfileInfoApi,
  type SessionApi,
} from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { explainFailure, type SignInFailure } from './explainFailure';
import { oidcAuthApiRef } from './oidcAuth';
import type { SignInProviderId } from './readSignInProviders';

const API_REFS: Record<
  SignInProviderId,
  ApiRef<ProfileInfoApi & BackstageIdentityApi & SessionApi>
> = {
  oidc: oidcAuthApiRef,
  github: githubAuthApiRef,
  gitlab: gitlabAuthApiRef,
  microsoft: microsoftAuthApiRef,
};

/** Which provider somebody chose last: the one whose session a returning visitor has. */
const CHOSEN = 'stonegarden.sign-in.provider';
/** In this tab, while somebody is away at the provider. */
const LEFT = 'stonegarden.sign-in.left';

export type SignInState =
  | { kind: 'checking' }
  | { kind: 'waiting' }
  | { kind: 'signingIn'; provider: SignInProviderId }
  | { kind: 'failed'; provider?: SignInProviderId; failure: SignInFailure };

/**
 * Takes up the session of a returning visitor, and signs in with a provider: by leaving the page and coming back, or
 * in a window where `enableExperimentalRedirectFlow` is off.
 */
export function useSignIn(
  providers: SignInProviderId[],
  onSignInSuccess: (identity: IdentityApi) => void,
): { state: SignInState; signIn: (provider: SignInProviderId) => void } {
  const apis = useApiHolder();
  const config = useApi(configApiRef);
  const discovery = useApi(discoveryApiRef);
  const [state, setState] = useState<SignInState>({ kind: 'checking' });

  /** Whether there was a session, or one was made. */
  const take = useCallback(
    async (
      provider: SignInProviderId,
      options: { optional: true } | { instantPopup: true },
    ) => {
      const authApi = apis.get(API_REFS[provider]);
      const session = await authApi?.getBackstageIdentity(options);
      if (!authApi || !session) {
        return false;
      }
      onSignInSuccess(
        UserIdentity.create({
          identity: session.identity,
          profile: await authApi.getProfile(options),
          authApi,
        }),
      );
      return true;
    },
    [apis, onSignInSuccess],
  );

  const signIn = async (provider: SignInProviderId) => {
    setState({ kind: 'signingIn', provider });
    try {
      const environment =
        config.getOptionalString('auth.environment') ?? 'development';
      const base = `${await discovery.getBaseUrl('auth')}/${provider}`;
      if (!(await canStart(base, environment))) {
        setState({ kind: 'failed', provider, failure: 'unreachable' });
        return;
      }
      localStorage.setItem(CHOSEN, provider);
      sessionStorage.setItem(LEFT, provider);
      await take(provider, { instantPopup: true });
    } catch (error) {
      setState({
        kind: 'failed',
        provider,
        failure: explainFailure(error as Error),
      });
    }
    sessionStorage.removeItem(LEFT);
  };

  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) {
      return;
    }
    begun.current = true;
    begin(providers, take).then(next => next && setState(next));
  }, [providers, take]);

  return { state, signIn };
}

/** What the page begins with; undefined when somebody is signed in already. */
async function begin(
  providers: SignInProviderId[],
  take: (
    provider: SignInProviderId,
    options: { optional: true },
  ) => Promise<boolean>,
): Promise<SignInState | undefined> {
  const chosen = localStorage.getItem(CHOSEN);
  const provider =
    providers.find(id => id === chosen) ??
    (providers.length === 1 ? providers[0] : undefined);
  const cameBack = sessionStorage.getItem(LEFT) !== null;
  sessionStorage.removeItem(LEFT);
  const error = takeErrorFromAddress();
  if (error !== null) {
    const failure = explainFailure({ message: error });
    return { kind: 'failed', provider, failure };
  }
  if (!provider) {
    return { kind: 'waiting' };
  }
  if (await take(provider, { optional: true }).catch(() => false)) {
    return undefined;
  }
  return cameBack
    ? { kind: 'failed', provider, failure: 'noSession' }
    : { kind: 'waiting' };
}

/** The backend reports an error of the redirect flow by the address; a reload must not repeat it. */
function takeErrorFromAddress(): string | null {
  const address = new URL(window.location.href);
  const error = address.searchParams.get('error');
  if (error !== null) {
    address.searchParams.delete('error');
    window.history.replaceState(window.history.state, '', address);
  }
  return error;
}

/**
 * Whether the backend can send somebody to the provider. It cannot when the provider did not answer as the backend
 * started; who would be sent there now would stand before a page of JSON.
 */
async function canStart(base: string, environment: string): Promise<boolean> {
  const query = new URLSearchParams({
    env: environment,
    origin: window.location.origin,
  });
  const answer = await fetch(`${base}/start?${query}`, {
    redirect: 'manual',
    credentials: 'include',
  }).catch(() => undefined);
  return answer?.type === 'opaqueredirect' || answer?.ok === true;
}
