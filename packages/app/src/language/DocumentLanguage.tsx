import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

/** Says in which language the page is, by which a screen reader chooses its voice and a browser its hyphens. */
export const DocumentLanguage = () => {
  const languages = useApi(appLanguageApiRef);
  useEffect(() => {
    const show = ({ language }: { language: string }) => {
      document.documentElement.lang = language;
    };
    show(languages.getLanguage());
    const subscription = languages.language$().subscribe(show);
    return () => subscription.unsubscribe();
  }, [languages]);
  return null;
};
