import {
  configApiRef,
  discoveryApiRef,
  githubAuthApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { oidcAuthApiRef } from './oidcAuth';
import { SignInPage } from './SignInPage';

const signIn = { resolvers: [{ resolver: 'x' }] };
const SESSION = {
  token: 'token',
  identity: {
    type: 'user' as const,
    userEntityRef: 'user:default/olga',
    ownershipEntityRefs: ['group:default/product'],
  },
};

function authApi() {
  return {
    getBackstageIdentity: jest.fn(),
    getProfile: jest.fn(async () => ({ displayName: 'Olga Berger' })),
    getIdToken: jest.fn(),
    signIn: jest.fn(),
    signOut: jest.fn(),
    sessionState$: jest.fn(),
  };
}

function renderPage(
  providers: string[],
  more: { oidcName?: string; language?: string } = {},
) {
  const oidc = authApi();
  const github = { ...authApi(), getAccessToken: jest.fn() };
  const onSignInSuccess = jest.fn();
  const config = {
    app: {
      title: 'Stonegarden',
      baseUrl: 'http://localhost',
      signIn: { oidcName: more.oidcName },
    },
    auth: {
      environment: 'production',
      providers: Object.fromEntries(
        providers.map(id => [id, { production: { signIn } }]),
      ),
    },
  };
  const show = () =>
    render(
      <TestApiProvider
        apis={[
          mockApis.translation(),
          mockApis.error(),
          [configApiRef, mockApis.config({ data: config })],
          [
            discoveryApiRef,
            mockApis.discovery({ baseUrl: 'http://localhost' }),
          ],
          [oidcAuthApiRef, oidc],
          [githubAuthApiRef, github],
        ]}
      >
        <SignInPage onSignInSuccess={onSignInSuccess} />
      </TestApiProvider>,
    );
  return { oidc, github, onSignInSuccess, show };
}

describe('SignInPage', () => {
  const start = jest.fn<Promise<{ type: string; ok: boolean }>, [string]>();

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    window.history.replaceState(null, '', '/catalog');
    start.mockReset().mockResolvedValue({ type: 'opaqueredirect', ok: false });
    jest.spyOn(global, 'fetch').mockImplementation(start as never);
  });
  afterEach(() => jest.restoreAllMocks());

  it('takes up the session of a returning visitor without a click', async () => {
    const page = renderPage(['oidc']);
    page.oidc.getBackstageIdentity.mockResolvedValue(SESSION);

    page.show();

    await waitFor(() => expect(page.onSignInSuccess).toHaveBeenCalledTimes(1));
    const identity = page.onSignInSuccess.mock.calls[0][0];
    expect(await identity.getBackstageIdentity()).toEqual(SESSION.identity);
    expect(page.oidc.getBackstageIdentity).toHaveBeenCalledWith({
      optional: true,
    });
  });

  it('shows one button for one provider, and signs in with it', async () => {
    const page = renderPage(['oidc'], { oidcName: 'Okta' });
    page.oidc.getBackstageIdentity.mockResolvedValueOnce(undefined);
    page.show();

    const button = await screen.findByRole('button', {
      name: 'Sign in with Okta',
    });
    expect(screen.getAllByRole('button')).toHaveLength(1);
    page.oidc.getBackstageIdentity.mockResolvedValueOnce(SESSION);
    await userEvent.click(button);

    await waitFor(() => expect(page.onSignInSuccess).toHaveBeenCalledTimes(1));
    expect(page.oidc.getBackstageIdentity).toHaveBeenLastCalledWith({
      instantPopup: true,
    });
    expect(start.mock.calls[0][0]).toContain('/oidc/start?env=production');
  });

  it('offers every provider that is configured, and asks none before a choice', async () => {
    const page = renderPage(['github', 'oidc']);
    page.show();

    await screen.findByRole('button', {
      name: 'Sign in with your company account',
    });
    expect(
      screen.getByRole('button', { name: 'Sign in with GitHub' }),
    ).toBeInTheDocument();
    expect(page.oidc.getBackstageIdentity).not.toHaveBeenCalled();
    expect(page.github.getBackstageIdentity).not.toHaveBeenCalled();
  });

  it('says so when nothing is configured', async () => {
    renderPage([]).show();

    expect(
      await screen.findByText(/No sign-in is configured/),
    ).toBeInTheDocument();
  });

  it('tells a person whom the catalog does not know, once', async () => {
    window.history.replaceState(
      null,
      '',
      '/?error=Failed+to+sign-in%2C+unable+to+resolve+user+identity.&tab=x',
    );
    const page = renderPage(['oidc'], { oidcName: 'Okta' });
    page.show();

    expect(
      await screen.findByText(/Okta knows you, but this portal does not/),
    ).toBeInTheDocument();
    expect(window.location.search).toBe('?tab=x');
  });

  it('never shows what somebody wrote into the address', async () => {
    window.history.replaceState(null, '', '/?error=Call+555-0100');
    renderPage(['oidc']).show();

    expect(
      await screen.findByText(/The sign-in did not work/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/555/)).not.toBeInTheDocument();
  });

  it('stays when the backend cannot reach the provider', async () => {
    const page = renderPage(['oidc']);
    page.show();
    start.mockResolvedValue({ type: 'basic', ok: false });

    await userEvent.click(await screen.findByRole('button'));

    expect(
      await screen.findByText(/Your sign-in provider cannot be reached/),
    ).toBeInTheDocument();
    expect(page.oidc.getBackstageIdentity).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('button')).toBeEnabled();
  });

  it('says why when somebody came back without a session', async () => {
    sessionStorage.setItem('stonegarden.sign-in.left', 'oidc');
    renderPage(['oidc'], { oidcName: 'Okta' }).show();

    expect(
      await screen.findByText(/Okta signed you in, but the portal got no/),
    ).toBeInTheDocument();
  });

  it('says that the browser blocked the window', async () => {
    const page = renderPage(['oidc']);
    page.oidc.getBackstageIdentity.mockResolvedValueOnce(undefined);
    page.show();
    const blocked = Object.assign(new Error('Failed to open auth popup.'), {
      name: 'PopupRejectedError',
    });
    page.oidc.getBackstageIdentity.mockRejectedValueOnce(blocked);

    await userEvent.click(await screen.findByRole('button'));

    expect(
      await screen.findByText(/The browser blocked the sign-in window/),
    ).toBeInTheDocument();
  });
});
