import type {
  EnvironmentDiff,
  EnvironmentEvents,
  EnvironmentResources,
  OperationStatus,
  PodLog,
  PodLogQuery,
  RefreshRequest,
  ReleaseDetails,
  SyncPreview,
  SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationActions } from '../../argocd/actions/ApplicationActions';
import type { EnvironmentReader } from '../../resources/EnvironmentReader';
import type { LogReader } from '../../resources/LogReader';
import type { ReleaseReader } from '../../resources/ReleaseReader';
import type { SyncPreviewer } from '../../resources/SyncPreviewer';
import type { ServiceResolver } from '../../services/ServiceResolver';
import type { Caller } from '../DeliveryApi';
import type { ResourcesApi } from './ResourcesApi';

/** What {@link Resources} works with. */
export interface ResourcesOptions {
  actions: ApplicationActions;
  environments: EnvironmentReader;
  logs: LogReader;
  previewer: SyncPreviewer;
  releases: ReleaseReader;
  services: Pick<ServiceResolver, 'resolve'>;
}

/** What is read of environments on demand, without asking who may: that is the job of `AuthorizedResources` around it. */
export class Resources implements ResourcesApi {
  readonly #options: ResourcesOptions;

  constructor(options: ResourcesOptions) {
    this.#options = options;
  }

  async getRelease(
    entityRef: string,
    environment: string,
    _caller: Caller,
    mayRead: (environment: string) => boolean = () => true,
  ): Promise<ReleaseDetails> {
    const { releases } = this.#options;
    return releases.read(await this.#service(entityRef), environment, mayRead);
  }

  async getResources(
    entityRef: string,
    environment: string,
  ): Promise<EnvironmentResources> {
    const { environments } = this.#options;
    return environments.resources(await this.#service(entityRef), environment);
  }

  async getDiff(
    entityRef: string,
    environment: string,
  ): Promise<EnvironmentDiff> {
    const { environments } = this.#options;
    return environments.diff(await this.#service(entityRef), environment);
  }

  async getEvents(
    entityRef: string,
    environment: string,
  ): Promise<EnvironmentEvents> {
    const { environments } = this.#options;
    return environments.events(await this.#service(entityRef), environment);
  }

  async getWindows(
    entityRef: string,
    environment: string,
  ): Promise<SyncWindows> {
    const { environments } = this.#options;
    return environments.windows(await this.#service(entityRef), environment);
  }

  async getLog(
    entityRef: string,
    environment: string,
    query: PodLogQuery,
  ): Promise<PodLog> {
    const { logs } = this.#options;
    return logs.read(await this.#service(entityRef), environment, query);
  }

  async previewSync(
    entityRef: string,
    environment: string,
  ): Promise<SyncPreview> {
    const { previewer } = this.#options;
    return previewer.preview(await this.#service(entityRef), environment);
  }

  async refresh(
    entityRef: string,
    environment: string,
    request: RefreshRequest,
  ): Promise<void> {
    const { actions } = this.#options;
    await actions.refresh(await this.#service(entityRef), environment, request);
  }

  async terminate(
    entityRef: string,
    environment: string,
  ): Promise<OperationStatus | undefined> {
    const { actions } = this.#options;
    return actions.terminate(await this.#service(entityRef), environment);
  }

  #service(entityRef: string) {
    return this.#options.services.resolve(entityRef);
  }
}
