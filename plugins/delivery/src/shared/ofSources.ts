import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { SOURCE_ANNOTATION } from '@stonegarden/service-manifest';

/**
 * What `isFromSource` says, as a filter of the catalog: lists of services leave out what somebody registered.
 *
 * @internal
 */
export const OF_SOURCES: Record<string, symbol> = {
  [`metadata.annotations.${SOURCE_ANNOTATION}`]: CATALOG_FILTER_EXISTS,
};
