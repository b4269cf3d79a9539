import type { CatalogEntityDocument } from '@backstage/plugin-catalog-common';
import {
  CatalogCollatorEntityTransformer,
  defaultCatalogCollatorEntityTransformer,
} from '@backstage/plugin-search-backend-module-catalog';
import {
  isFromSource,
  readServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { ServiceFact, serviceFacts } from './serviceFacts';

/**
 * What is indexed of an entity: the catalog's own document, and more about services.
 *
 * `text` of a service is its description followed by its facts as people read them in a result, such as
 * `Team: product, #media · Environments: dev, production`, at most 4000 characters.
 *
 * @public
 */
export interface ServiceDocument extends CatalogEntityDocument {
  /**
   * The single words of a service's facts, so that search engines that treat `ghcr.io/acme/shop:1.2` as one word also find
   * it by `shop` and `acme/shop`; at most 4000 characters. Empty for everything that is not a service: an engine may
   * assume that all documents have the fields of the first one.
   */
  keywords: string;
}

const MAX_CHARACTERS = 4_000;

/** As many of some texts as fit, whole ones only. */
function join(parts: string[], separator: string): string {
  let joined = '';
  for (const part of parts) {
    const next = joined ? joined + separator + part : part;
    if (next.length > MAX_CHARACTERS) {
      break;
    }
    joined = next;
  }
  return joined;
}

function readable(description: string, facts: ServiceFact[]): string {
  const sentences = facts.map(
    ({ label, values }) => `${label}: ${values.join(', ')}`,
  );
  return join(
    [description.slice(0, MAX_CHARACTERS / 2), ...sentences].filter(Boolean),
    ' · ',
  );
}

/** `ghcr.io/acme/shop:1.2` is also known as `acme/shop`, `shop` and by each of its words. */
function keywordsOf(values: string[]): string {
  const words = values.flatMap(value => {
    const paths = value.split(/[@:\s]+/).filter(Boolean);
    const tails = paths.flatMap(path =>
      path
        .split('/')
        .map((_part, index, parts) => parts.slice(index).join('/')),
    );
    return [...paths, ...tails, ...value.split(/[^\p{L}\p{N}]+/u)];
  });
  return join([...new Set(words)].filter(Boolean), ' ');
}

/**
 * Turns entities into search documents: services with what their manifests say, everything else as before.
 *
 * @param base - what makes the documents that this one adds to; the catalog's own when absent
 * @public
 */
export function createServiceTransformer(
  base: CatalogCollatorEntityTransformer = defaultCatalogCollatorEntityTransformer,
): (
  entity: Parameters<CatalogCollatorEntityTransformer>[0],
) => Omit<ServiceDocument, 'location' | 'authorization'> {
  return entity => {
    const document = base(entity);
    // A registered file that looks like a service is found as any other entity is.
    const service = isFromSource(entity) && readServiceEntity(entity);
    if (!service) {
      return { ...document, keywords: '' };
    }
    const facts = serviceFacts(service);
    return {
      ...document,
      text: readable(document.text, facts),
      keywords: keywordsOf(facts.flatMap(({ values }) => values)),
    };
  };
}
