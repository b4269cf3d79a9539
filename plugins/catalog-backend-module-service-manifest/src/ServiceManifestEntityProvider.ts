import type {
  AuthService,
  LoggerService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type {
  CatalogService,
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { Team } from '@stonegarden/service-manifest';
import { describeError } from './describeError';
import { buildEntities } from './entities/buildEntities';
import { interpretFiles, RepositoryContent } from './interpretFiles';
import { KnownEntities } from './KnownEntities';
import { matchPush } from './matchPush';
import { ReadQueue } from './ReadQueue';
import type { ProviderConfig } from './readProviderConfigs';
import { readManifestFiles } from './readManifestFiles';
import { contestedPaths, selectServices } from './selectServices';

const DEBOUNCE_MS = 200;
const READ_TIMEOUT_MS = 60_000;
const AWAIT_PUSH_MS = 15_000;
const RETRY_DELAYS_MS = [1, 2, 5, 10, 30, 60].map(seconds => seconds * 1000);

/**
 * Keeps the catalog the same as the service.yaml files of one repository: reads it at start, after each push and on a
 * schedule. A read that fails changes nothing.
 *
 * @internal
 */
export class ServiceManifestEntityProvider implements EntityProvider {
  private readonly known: KnownEntities;
  private readonly queue: ReadQueue;
  private connection?: EntityProviderConnection;
  private etag?: string;
  /** What the catalog was last given. */
  private given?: DeferredEntity[];
  /** The commit of the last push, for as long as the Git host may not show it yet. */
  private awaited?: { commit: string; until: number };
  /** Kept because a teams.yaml with an error must not take the teams' contacts away. */
  private teams: Team[] = [];

  constructor(
    private readonly config: ProviderConfig,
    private readonly deps: {
      auth: AuthService;
      catalog: CatalogService;
      events: EventsService;
      logger: LoggerService;
      scheduler: SchedulerService;
      urlReader: UrlReaderService;
    },
  ) {
    this.known = new KnownEntities({ ...deps, address: config.address });
    this.queue = new ReadQueue({
      read: () => this.read(),
      debounceMs: DEBOUNCE_MS,
      retryDelaysMs: RETRY_DELAYS_MS,
    });
  }

  getProviderName(): string {
    return `service-manifest:${this.config.id}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { config, deps } = this;
    this.connection = connection;
    await deps.events.subscribe({
      id: `${this.getProviderName()}:push`,
      topics: ['github.push'],
      onEvent: async ({ eventPayload }) => {
        const push = matchPush(eventPayload, config.address);
        if (push) {
          const until = Date.now() + AWAIT_PUSH_MS;
          this.awaited = push.commit
            ? { commit: push.commit, until }
            : undefined;
          this.queue.request();
        }
      },
    });
    await deps.scheduler.scheduleTask({
      ...config.schedule,
      id: `${this.getProviderName()}:read`,
      fn: () => this.queue.run(),
    });
    // A schedule outlives restarts, so that its next run may be far: what was pushed meanwhile must not wait for it.
    this.queue.request();
  }

  /** Ends what is waiting, for the process to end. */
  stop(): void {
    this.queue.stop();
  }

  private async read(): Promise<void> {
    const { address } = this.config;
    const source = `${address.fullName} (${address.branch})`;
    try {
      await this.readAndApply(source);
    } catch (error) {
      if (isError(error) && error.name === 'NotModifiedError') {
        if (this.isBehindPush()) {
          throw error;
        }
        await this.giveAgain();
        return;
      }
      this.deps.logger.warn(
        `Could not read service manifests from ${source}, the catalog stays as it is: ${describeError(
          error,
        )}`,
      );
      throw error;
    }
  }

  /** An entity whose name somebody else had is passed over by the catalog; nobody tells when the name has become free. */
  private async giveAgain(): Promise<void> {
    if (this.given) {
      const { given: entities } = this;
      await this.connection?.applyMutation({ type: 'full', entities });
    }
  }

  /** Hosts announce a push a moment before all of their servers show it: then the read is tried again. */
  private isBehindPush(): boolean {
    const { awaited, etag } = this;
    return Boolean(
      awaited && awaited.commit !== etag && Date.now() < awaited.until,
    );
  }

  private async readAndApply(source: string): Promise<void> {
    const { config, deps } = this;
    const { address, apiGroup } = config;
    const { etag, files } = await readManifestFiles(deps.urlReader, address, {
      etag: this.etag,
      timeoutMs: READ_TIMEOUT_MS,
    });
    const content = interpretFiles(files, { folder: address.folder, apiGroup });
    const known = await this.known.find(contestedPaths(content));
    const { services, unplaced } = selectServices(content, known);
    const teams = this.teamsOf(content);
    const { entities, componentsByPath } = buildEntities(
      { ...content, services, teams },
      address,
    );
    const given = entities.map(entity => ({
      entity,
      locationKey: this.getProviderName(),
    }));
    await this.connection?.applyMutation({ type: 'full', entities: given });
    this.given = given;
    this.known.remember(componentsByPath);
    this.teams = teams;
    this.etag = etag;
    deps.logger.info(
      `Read ${services.length} services from ${source}, ${content.broken.length} of them with errors`,
    );
    for (const line of unplaced) {
      deps.logger.warn(`No entity can tell about this file: ${line}`);
    }
    for (const { file, line, message } of content.teamDiagnostics) {
      deps.logger.warn(`${file}:${line} ${message}`);
    }
  }

  private teamsOf(content: RepositoryContent): Team[] {
    const isBroken = content.teamDiagnostics.some(
      one => one.severity === 'error',
    );
    const names = new Set(content.teams.map(team => team.name));
    return isBroken
      ? [...content.teams, ...this.teams.filter(team => !names.has(team.name))]
      : content.teams;
  }
}
