import { parseEntityRef } from '@backstage/catalog-model';
import { InputError, isError } from '@backstage/errors';
import { parseServiceRef } from '../api/parseRequest';

/**
 * Entity ref of the service that a person or an assistant names: by its name, or by the ref of its Component.
 *
 * @throws InputError for what is neither
 */
export function parseService(text: string): string {
  try {
    const { kind, namespace, name } = parseEntityRef(text, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
    if (kind.toLocaleLowerCase('en-US') === 'component') {
      return parseServiceRef({ namespace, name });
    }
  } catch (error) {
    if (!isError(error)) {
      throw error;
    }
  }
  throw new InputError(
    `${JSON.stringify(
      text,
    )} is not a service: write its name, or an entity ref such as component:default/shop`,
  );
}
