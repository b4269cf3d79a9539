import { isNetworkPolicy } from './checkDeclaredParts';
import type { ServiceTree } from './ServiceTree';
import {
  readTreeDocuments,
  type TreeDocument,
} from '../applicationSets/TreeDocument';
import { isRecord, isText } from '../kustomize/Kustomization';

const APPLICATION = /^\s*["']?kind["']?\s*:\s*["']?Application(?:Set)?\b/m;
const APPLICATION_FILE =
  /(?:^|\/)(?:application[^/]*|applications\/[^/]+)\.yaml$/;
const POLICY = /NetworkPolicy/;

/**
 * What the repository around the services says of them.
 *
 * @internal
 */
export interface Surroundings {
  /** Documents that may be Applications or ApplicationSets. */
  applications: TreeDocument[];
  /** Namespaces that have network policies elsewhere than in a service's folder; undefined where that cannot be told. */
  guardedNamespaces?: ReadonlySet<string>;
}

/**
 * Reads what deploys and what guards the services of a repository.
 *
 * @internal
 */
export function readSurroundings({ files, others }: ServiceTree): Surroundings {
  const applications: TreeDocument[] = [];
  const namespaces = new Set<string>();
  let isKnown = others !== undefined;
  // Those that lie with a service are among its files, since they may list values of Helm.
  const beside = [...files].filter(([path]) => APPLICATION_FILE.test(path));
  for (const [path, text] of others ? [...others, ...beside] : []) {
    if (!APPLICATION.test(text) && !POLICY.test(text)) {
      continue;
    }
    const documents = readTreeDocuments(text, path);
    isKnown &&= documents !== undefined || !POLICY.test(text);
    for (const document of documents ?? []) {
      const value = isRecord(document.value) ? document.value : {};
      if (isNetworkPolicy(value.kind)) {
        const metadata = isRecord(value.metadata) ? value.metadata : {};
        // Without a namespace it is for one that its kustomization names, or for the whole cluster.
        isKnown &&= isText(metadata.namespace);
        namespaces.add(String(metadata.namespace));
      } else {
        applications.push(document);
      }
    }
  }
  return {
    applications,
    ...(isKnown && { guardedNamespaces: namespaces }),
  };
}
