import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  const { env } = process;
  afterEach(() => {
    Object.defineProperty(process, 'env', { value: env });
  });

  it('starts with the sign-in page', async () => {
    const data = {
      app: { title: 'Stonegarden', baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
      auth: {
        providers: {
          oidc: { development: { signIn: { resolvers: [{ resolver: 'x' }] } } },
        },
      },
    };
    // The bundler puts the config there; a real environment holds texts only.
    Object.defineProperty(process, 'env', {
      value: { NODE_ENV: 'test', APP_CONFIG: [{ data, context: 'test' }] },
    });

    render(App.createRoot());

    expect(
      await screen.findByRole(
        'button',
        { name: 'Sign in with your company account' },
        { timeout: 15_000 },
      ),
    ).toBeInTheDocument();
  }, 20_000);
});
