import type { Application } from './Application';
import type { ApplicationStore } from './ApplicationStore';

/** What an Argo CD reads of its applications. */
export type ApplicationReader = Pick<
  ApplicationStore,
  'version' | 'list' | 'get' | 'watch'
>;

/**
 * Some applications of a store, as if there were no others: what one of two Argo CDs has. Whether an application is one of
 * them may not change.
 *
 * @internal
 */
export function selectApplications(
  store: ApplicationReader,
  isSelected: (application: Application) => boolean,
): ApplicationReader {
  return {
    get version() {
      return store.version;
    },
    list: () =>
      store.list().filter(({ application }) => isSelected(application)),
    get(name) {
      const record = store.get(name);
      return record && isSelected(record.application) ? record : undefined;
    },
    watch: listener =>
      store.watch(event => {
        if (isSelected(event.record.application)) listener(event);
      }),
  };
}
