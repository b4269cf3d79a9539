import type {
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { EventParams, EventsService } from '@backstage/plugin-events-node';
import { describeError } from '../describeError';
import { PUSH_TOPICS, pushesIn } from '../sources/push/pushesIn';
import type { Push } from '../sources/push/Push';
import type { PushRead, Source } from '../sources/Source';
import type { BuiltEntities, ManifestIndex } from '../state/ManifestIndex';
import type { CatalogWriter } from '../write/CatalogWriter';
import type { MissingEntities } from './MissingEntities';
import { PushInbox } from './PushInbox';
import { ReadQueue } from './ReadQueue';
import type { RemovalGuard } from './RemovalGuard';
import { SourceState } from './SourceState';

const DEBOUNCE_MS = 100;
const RETRY_DELAYS_MS = [1, 2, 5, 10, 30, 60].map(seconds => seconds * 1000);

/** How often everything is given to the catalog again: a name that somebody else had may have become free. */
const REFRESH_MS = 60 * 60 * 1000;

/** How long the catalog takes to remove what nobody provides any more: it looks every 30 seconds. */
const ORPHAN_CLEANUP_MS = 45_000;

/** Has the read tried again without a word: the Git host does not show a push yet. */
class BehindPushError extends Error {}

/** What the entities that the catalog was given last are as of. */
interface Position {
  /** For the next read of everything; missing when that has to be done in any case. */
  etag?: string;
  commit?: string;
  /** Whether pushes were followed since everything was read. */
  isFollowed: boolean;
}

/**
 * Keeps the catalog the same as one source of service manifests: reads it once connected, follows each push, and reads
 * it on a schedule. A read that fails changes nothing.
 *
 * It gives entities through the providers of its {@link CatalogWriter}, which the catalog has to connect as well.
 *
 * @internal
 */
export class ServiceManifestProvider implements EntityProvider {
  readonly #source: Source;
  readonly #index: ManifestIndex;
  readonly #writer: CatalogWriter;
  readonly #guard: RemovalGuard;
  readonly #missing: MissingEntities;
  readonly #freeNames: (entityRefs: string[]) => Promise<string[]>;
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  readonly #scheduler: SchedulerService;
  readonly #schedule: SchedulerServiceTaskScheduleDefinition;
  readonly #now: () => number;
  readonly #queue: ReadQueue;
  readonly #inbox: PushInbox;
  readonly #state: SourceState;
  #position: Position = { isFollowed: false };
  /** Whether the index holds the source; before, it must not take anything away. */
  #isLoaded = false;
  #isStopped = false;
  #refreshedAt = 0;
  #takeOver?: NodeJS.Timeout;
  #logged = new Set<string>();

  constructor(options: {
    source: Source;
    index: ManifestIndex;
    writer: CatalogWriter;
    guard: RemovalGuard;
    missing: MissingEntities;
    /** Removes what somebody registered under names that this source gives; answers with the refs. */
    freeNames: (entityRefs: string[]) => Promise<string[]>;
    events: EventsService;
    logger: LoggerService;
    scheduler: SchedulerService;
    schedule: SchedulerServiceTaskScheduleDefinition;
    now?: () => number;
  }) {
    this.#source = options.source;
    this.#index = options.index;
    this.#writer = options.writer;
    this.#guard = options.guard;
    this.#missing = options.missing;
    this.#freeNames = options.freeNames;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#scheduler = options.scheduler;
    this.#schedule = options.schedule;
    this.#now = options.now ?? Date.now;
    this.#inbox = new PushInbox(this.#now);
    this.#state = new SourceState(this.#now);
    this.#queue = new ReadQueue({
      read: () => this.#synchronize(),
      debounceMs: DEBOUNCE_MS,
      retryDelaysMs: RETRY_DELAYS_MS,
    });
  }

  getProviderName(): string {
    return this.#writer.locationKey;
  }

  /** Begins to follow the source; ends with {@link ServiceManifestProvider.stop}. */
  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#writer.connect(connection);
    const name = this.getProviderName();
    if (this.#source.concerns) {
      await this.#events.subscribe({
        id: `${name}:push`,
        topics: PUSH_TOPICS,
        onEvent: event => this.onEvent(event),
      });
    }
    await this.#scheduler.scheduleTask({
      ...this.#schedule,
      id: `${name}:read`,
      fn: () => this.refresh(),
    });
    // The task may be due later, or run in another process; each process has to know the source itself.
    this.#queue.request();
  }

  /** Reads the source when it has changed, and waits until that has ended, well or not. */
  async refresh(): Promise<void> {
    await this.#queue.run();
  }

  /** Follows the pushes to this source that an event of a Git host tells about. */
  async onEvent({ topic, eventPayload }: EventParams): Promise<void> {
    const pushes = pushesIn(topic, eventPayload).filter(push =>
      this.#source.concerns?.(push),
    );
    pushes.forEach(push => this.#inbox.add(push));
    if (pushes.length > 0) {
      this.#queue.request();
    }
  }

  /** Ends what is waiting, for the process to end; what is under way ends by itself, and quietly. */
  stop(): void {
    this.#isStopped = true;
    this.#queue.stop();
    clearTimeout(this.#takeOver);
  }

  /**
   * Whether this source provides an entity that somebody else has in the catalog, who then is to let it go. Everything is
   * given again when the catalog has removed it.
   */
  claims(entityRef: string): boolean {
    const isClaimed = this.#writer.provides(entityRef);
    if (isClaimed && !this.#isStopped) {
      this.#takeOver ??= setTimeout(() => {
        this.#takeOver = undefined;
        this.#refreshedAt = -Infinity;
        this.#queue.request();
      }, ORPHAN_CLEANUP_MS).unref();
    }
    return isClaimed;
  }

  async #synchronize(): Promise<void> {
    const startedAt = this.#now();
    try {
      if (!(await this.#followPushes(startedAt))) {
        this.#inbox.handOver();
        await this.#readAll(startedAt);
      }
    } catch (error) {
      if (isError(error) && error.name === 'NotModifiedError') {
        await this.#onUnchanged(startedAt);
        return;
      }
      if (!(error instanceof BehindPushError)) {
        await this.#onFailure(error);
      }
      throw error;
    }
  }

  async #readAll(startedAt: number): Promise<void> {
    const { etag, commit, tree } = await this.#source.read(this.#position.etag);
    this.#position = { isFollowed: false };
    this.#state.recover();
    this.#state.refuse(tree.refused);
    await this.#index.replace(tree);
    this.#isLoaded = true;
    await this.#write('all', startedAt, `${tree.files.length} files`);
    this.#position = { etag, commit, isFollowed: false };
    this.#inbox.hold(commit ?? etag);
    if (commit && this.#inbox.isAwaiting) {
      throw new BehindPushError();
    }
  }

  /** Applies the pushes that follow what is held. Returns whether there were any and none is left. */
  async #followPushes(startedAt: number): Promise<boolean> {
    let { etag, commit } = this.#position;
    let pushes = 0;
    let files = 0;
    let isTouched = false;
    for (
      let push = this.#inbox.takeFrom(commit);
      push && commit;
      push = this.#inbox.takeFrom(commit)
    ) {
      const read = await this.#readPush(push, commit);
      if (!read) {
        break;
      }
      // Until the catalog has all of it, only a read of everything tells what is there.
      this.#position = { isFollowed: true };
      const { changed, removed, environmentFolders, refused } = read.change;
      const count = changed.length + removed.length;
      if (
        count + (environmentFolders?.size ?? 0) + (refused?.length ?? 0) >
        0
      ) {
        this.#state.refuseMore(refused ?? []);
        this.#index.update(read.change);
        isTouched = true;
      }
      files += count;
      pushes += 1;
      ({ etag, commit } = read);
    }
    if (pushes === 0) {
      return false;
    }
    if (isTouched) {
      await this.#write(
        'changes',
        startedAt,
        `${files} files of ${pushes} pushes`,
      );
    }
    this.#position = { etag, commit, isFollowed: true };
    this.#inbox.hold(commit);
    return this.#inbox.isEmpty;
  }

  /** Reads what a push brought; a push that cannot be followed goes back to the others. */
  async #readPush(push: Push, commit: string) {
    let read: PushRead | undefined;
    try {
      read = await this.#source.readPush?.(push, commit);
      return read;
    } finally {
      if (!read) {
        this.#inbox.add(push);
      }
    }
  }

  /** Gives the catalog what the index holds, as far as that is to be believed. */
  async #write(
    mode: 'all' | 'changes',
    startedAt: number,
    what: string,
  ): Promise<void> {
    const { title } = this.#source;
    this.#index.setNotes(this.#state.notes);
    let built = await this.#index.build();
    const services = servicesOf(built);
    const doubt = await this.#guard.doubt(services);
    const news = this.#state.doubtRemoval(doubt);
    if (news) {
      this.#logger.warn(`${title}: ${news.sentence}`);
      this.#index.setNotes(this.#state.notes);
      built = await this.#index.build();
    }
    const result = await this.#writer.write(built.entities, {
      mode,
      keepMissing: doubt !== undefined,
    });
    if (!doubt) {
      this.#guard.accept(services);
    }
    if (mode === 'all') {
      this.#refreshedAt = this.#now();
    }
    this.#log(built, result, `${what}, ${this.#now() - startedAt} ms`);
  }

  #log(
    { services, broken, notes }: BuiltEntities,
    { written, removed }: { written: number; removed: number },
    effort: string,
  ): void {
    this.#logger.info(
      `Read ${services} services from ${
        this.#source.title
      }, ${broken} of them with errors: ${written} entities changed, ${removed} removed (${effort})`,
    );
    for (const note of notes) {
      if (!this.#logged.has(note)) {
        this.#logger.warn(`Not about a single service: ${note}`);
      }
    }
    this.#logged = new Set(notes);
  }

  async #onUnchanged(startedAt: number): Promise<void> {
    if (this.#inbox.isAwaiting) {
      throw new BehindPushError();
    }
    if (this.#state.recover()) {
      await this.#showState();
    }
    if (this.#isLoaded && this.#now() - this.#refreshedAt >= REFRESH_MS) {
      if (this.#position.isFollowed) {
        // Following is as right as what hosts say of their commits; once in a while that is checked.
        this.#position = { isFollowed: false };
        await this.#readAll(startedAt);
      } else {
        await this.#write('all', startedAt, 'nothing new');
      }
      return;
    }
    await this.#restoreMissing(startedAt);
  }

  /** Gives again what somebody deleted from the catalog, or kept from it by registering its name first. */
  async #restoreMissing(startedAt: number): Promise<void> {
    const { given } = this.#writer;
    if (!this.#isLoaded || !given) {
      return;
    }
    try {
      const missing = await this.#missing.find(given);
      if (missing.length === 0) {
        return;
      }
      const freed = await this.#freeNames(missing);
      if (freed.length > 0) {
        this.#logger.warn(
          `Removed from the catalog what somebody registered under the names of services of ${
            this.#source.title
          }: ${freed.join(', ')}`,
        );
      }
      await this.#write(
        'all',
        startedAt,
        `nothing new, ${missing.length} entities were missing from the catalog`,
      );
    } catch (error) {
      this.#logger.warn(
        `What the catalog lacks of ${
          this.#source.title
        } is not known: ${describeError(error)}`,
      );
    }
  }

  async #onFailure(error: unknown): Promise<void> {
    if (this.#isStopped) {
      return;
    }
    const reason = describeError(error);
    this.#logger.warn(
      `Could not read service manifests from ${
        this.#source.title
      }, the catalog stays as it is: ${reason}`,
    );
    if (this.#state.fail(reason)) {
      await this.#showState();
    }
  }

  /** Shows what is known about the source on its entity, and changes nothing else. */
  async #showState(): Promise<void> {
    try {
      this.#index.setNotes(this.#state.notes);
      const { entities } = await this.#index.build();
      const own = entities.get(this.#entityRef);
      if (own) {
        await this.#writer.add(own);
      }
    } catch (error) {
      this.#logger.debug(
        `The state of a source was not shown: ${describeError(error)}`,
      );
    }
  }

  get #entityRef(): string {
    const { id } = this.#source.settings;
    return `resource:default/${id}-repository`.toLocaleLowerCase('en-US');
  }
}

function servicesOf({ entities }: { entities: Map<string, Entity> }) {
  const refs = [...entities].filter(([, { kind }]) => kind === 'Component');
  return new Set(refs.map(([ref]) => ref));
}
