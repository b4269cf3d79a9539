import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
} from '@backstage/catalog-model';

/**
 * The annotations without which the catalog takes no entity: where it comes from.
 *
 * @internal
 */
export function locationAnnotations(url: string): Record<string, string> {
  return {
    [ANNOTATION_LOCATION]: `url:${url}`,
    [ANNOTATION_ORIGIN_LOCATION]: `url:${url}`,
  };
}
