export interface Config {
  app?: {
    signIn?: {
      /**
       * What people call the OpenID Connect provider, as in "Sign in with Okta". Left out, it is their company account.
       *
       * @visibility frontend
       */
      oidcName?: string;
    };
  };
  auth?: {
    providers?: {
      oidc?: { [environment: string]: SignInProvider };
      github?: { [environment: string]: SignInProvider };
      gitlab?: { [environment: string]: SignInProvider };
      microsoft?: { [environment: string]: SignInProvider };
    };
  };
}

/** The sign-in page offers the providers that have a resolver; nothing else of them reaches the browser. */
interface SignInProvider {
  signIn?: {
    resolvers: Array<{
      /** @visibility frontend */
      resolver: string;
    }>;
  };
}
