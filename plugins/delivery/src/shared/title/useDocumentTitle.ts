import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

/**
 * Names the browser's tab after the page, from its own name to that of the portal. Backstage's new frontend system names
 * the tab on an entity's page only, and leaves that name on every page after it.
 *
 * @param names - the page's own name first, then what it is part of
 * @internal
 */
export function useDocumentTitle(...names: string[]) {
  const app =
    useApi(coreApis.config).getOptionalString('app.title') ?? 'Backstage';
  const title = [...names, app].join(' | ');
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = app;
    };
  }, [title, app]);
}
