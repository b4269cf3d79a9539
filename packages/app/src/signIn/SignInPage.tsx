import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Text } from '@backstage/ui';
import { useMemo } from 'react';
import { appTranslationRef } from '../translation/appTranslationRef';
import { Stones } from '../Stones';
import {
  readSignInProviders,
  type SignInProviderId,
} from './readSignInProviders';
import styles from './SignInPage.module.css';
import { useSignIn } from './useSignIn';

const NAMES: Record<Exclude<SignInProviderId, 'oidc'>, string> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  microsoft: 'Microsoft',
};

/** Offers the sign-ins that are configured, and says in plain words why one did not work. */
export const SignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const { t } = useTranslationRef(appTranslationRef);
  const config = useApi(configApiRef);
  const providers = useMemo(() => readSignInProviders(config), [config]);
  const { state, signIn } = useSignIn(providers, onSignInSuccess);

  const nameOf = (provider: SignInProviderId) =>
    provider === 'oidc'
      ? config.getOptionalString('app.signIn.oidcName')
      : NAMES[provider];
  const labelOf = (provider: SignInProviderId) => {
    const name = nameOf(provider);
    return name ? t('signIn.with', { name }) : t('signIn.withCompanyAccount');
  };
  const failureText = () => {
    if (state.kind !== 'failed') {
      return undefined;
    }
    const name =
      (state.provider && nameOf(state.provider)) ?? t('signIn.provider');
    return t(`signIn.failure.${state.failure}`, { name });
  };
  const failure = failureText();

  return (
    <main className={styles.page}>
      {state.kind === 'checking' ? (
        <Text as="p" role="status" className={styles.checking}>
          {t('signIn.checking')}
        </Text>
      ) : (
        <div className={styles.card}>
          <div className={styles.mark}>
            <Stones size={40} />
            <Text as="h1" variant="title-medium" weight="bold">
              {config.getOptionalString('app.title') ?? 'Stonegarden'}
            </Text>
          </div>
          <Text as="p" color="secondary">
            {providers.length ? t('signIn.intro') : t('signIn.none')}
          </Text>
          {failure && <Alert status="danger" icon description={failure} />}
          <div className={styles.providers}>
            {providers.map((provider, index) => (
              <Button
                key={provider}
                size="medium"
                variant={index === 0 ? 'primary' : 'secondary'}
                loading={
                  state.kind === 'signingIn' && state.provider === provider
                }
                isDisabled={state.kind === 'signingIn'}
                onPress={() => signIn(provider)}
              >
                {labelOf(provider)}
              </Button>
            ))}
          </div>
        </div>
      )}
    </main>
  );
};
