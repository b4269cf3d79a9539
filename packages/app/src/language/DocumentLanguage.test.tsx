import { appLanguageApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, waitFor } from '@testing-library/react';
import { DocumentLanguage } from './DocumentLanguage';

describe('DocumentLanguage', () => {
  it('names the language of the app, also when it changes', async () => {
    const languages = mockApis.appLanguage({
      defaultLanguage: 'de',
      availableLanguages: ['en', 'de'],
    });
    render(
      <TestApiProvider apis={[[appLanguageApiRef, languages]]}>
        <DocumentLanguage />
      </TestApiProvider>,
    );
    expect(document.documentElement).toHaveAttribute('lang', 'de');
    languages.setLanguage('en');
    await waitFor(() =>
      expect(document.documentElement).toHaveAttribute('lang', 'en'),
    );
  });
});
