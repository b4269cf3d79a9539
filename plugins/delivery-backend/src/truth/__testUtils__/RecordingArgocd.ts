import type { ArgocdOnDemand } from '../../argocd/client/ArgocdOnDemand';
import type {
  ApplicationKey,
  ArgocdApi,
  ResourceKey,
  SyncOptions,
  SyncTarget,
} from '../../argocd/client/ArgocdApi';

interface Named {
  metadata: { name: string };
}

/** Passes everything on, and tells of each Application that the portal is shown. */
export class RecordingArgocd implements ArgocdApi {
  readonly #argocd: ArgocdApi;
  readonly #onShown: (name: string) => void;

  constructor(argocd: ArgocdApi, onShown: (name: string) => void) {
    this.#argocd = argocd;
    this.#onShown = onShown;
  }

  get onDemand(): ArgocdOnDemand {
    const { onDemand } = this.#argocd;
    return {
      ...onDemand,
      refresh: async (...asked) => {
        const application = await onDemand.refresh(...asked);
        this.#shown(application);
        return application;
      },
    };
  }

  ping(signal: AbortSignal): Promise<void> {
    return this.#argocd.ping(signal);
  }

  async list(signal: AbortSignal) {
    const list = await this.#argocd.list(signal);
    list.applications.forEach(each => this.#shown(each));
    return list;
  }

  watch(options: Parameters<ArgocdApi['watch']>[0]): Promise<void> {
    return this.#argocd.watch({
      ...options,
      onEvent: event => {
        if (event.type !== 'DELETED') {
          this.#shown(event.application);
        }
        options.onEvent(event);
      },
    });
  }

  async get(key: ApplicationKey, options?: { signal?: AbortSignal }) {
    const application = await this.#argocd.get(key, options);
    this.#shown(application);
    return application;
  }

  canGet(key: ApplicationKey, options?: { signal?: AbortSignal }) {
    return this.#argocd.canGet(key, options);
  }

  resourceTree(key: ApplicationKey, options?: { signal?: AbortSignal }) {
    return this.#argocd.resourceTree(key, options);
  }

  resource(
    key: ApplicationKey,
    resource: ResourceKey,
    options?: { signal?: AbortSignal },
  ) {
    return this.#argocd.resource(key, resource, options);
  }

  async sync(key: ApplicationKey, options: SyncOptions) {
    const application = await this.#argocd.sync(key, options);
    this.#shown(application);
    return application;
  }

  async syncTo(key: ApplicationKey, target: SyncTarget) {
    const application = await this.#argocd.syncTo(key, target);
    this.#shown(application);
    return application;
  }

  async rollback(key: ApplicationKey, historyId: number) {
    const application = await this.#argocd.rollback(key, historyId);
    this.#shown(application);
    return application;
  }

  runResourceAction(
    key: ApplicationKey,
    resource: ResourceKey,
    action: string,
  ) {
    return this.#argocd.runResourceAction(key, resource, action);
  }

  #shown(application: unknown): void {
    this.#onShown((application as Named).metadata.name);
  }
}
