import { ServiceUnavailableError } from '@backstage/errors';
import { requireApplication } from '../argocd/actions/requireApplication';
import type { ApplicationKey, ArgocdApi } from '../argocd/client/ArgocdApi';
import { toDomainError } from '../argocd/client/argocdErrors';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { unreachableReason } from '../environments/unreachableReason';
import type { ResolvedService } from '../services/ServiceResolver';

/** The Application of an environment, and the Argo CD that has it. */
export interface OpenedApplication {
  record: ApplicationRecord;
  key: ApplicationKey;
  api: ArgocdApi;
  /** Of the Application as it is known, for answers that change with it. */
  versionKey: string;
  /** Of the Application whatever its state. */
  name: string;
  /** Makes a call, whose failure is told in this suite's words: `what` is being done, such as `reading the log of x`. */
  call<T>(what: string, request: Promise<T>): Promise<T>;
  /** Keeps what a call has returned. */
  upsert(application: unknown): void;
  read(application: unknown): ApplicationRecord | undefined;
}

/** Finds the Application of an environment that somebody looks at, or wants something done to. */
export class OpenedApplications {
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;

  constructor(options: {
    readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;
  }) {
    this.#readModel = options.readModel;
  }

  /**
   * Throws NotFoundError for an environment or Application that is not there, NotAllowedError for one that the portal's account
   * may not see, and ServiceUnavailableError where its Argo CD is known not to answer. `done` says what fails: `read`.
   */
  open(
    service: ResolvedService,
    environment: string,
    done: string,
  ): OpenedApplication {
    const record = requireApplication(
      service,
      environment,
      this.#readModel,
      done,
    );
    const { instance, namespace, name, project } = record;
    const status = this.#readModel.instances.find(
      each => each.status.name === instance,
    )?.status;
    if (status && !status.reachable) {
      throw new ServiceUnavailableError(
        `${environment} of ${service.name} cannot be ${done} now. ${
          unreachableReason(status).message
        }`,
      );
    }
    const { api, upsert, read } = this.#readModel.instance(instance);
    const id = [instance, namespace, name].join('/');
    return {
      record,
      key: { name, namespace, project },
      api,
      name: id,
      versionKey: `${id}@${record.resourceVersion ?? ''}`,
      upsert,
      read,
      async call(what, request) {
        try {
          return await request;
        } catch (error) {
          throw toDomainError(error, instance, what);
        }
      },
    };
  }
}
