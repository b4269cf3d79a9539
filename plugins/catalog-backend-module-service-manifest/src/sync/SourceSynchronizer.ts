import type {
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import { describeError } from '../describeError';
import type { BuiltEntities, ManifestIndex } from '../index/ManifestIndex';
import { PUSH_TOPICS, pushesIn } from '../sources/push/pushesIn';
import type { Push } from '../sources/push/Push';
import type { PushRead, Source } from '../sources/Source';
import type { CatalogWriter } from '../write/CatalogWriter';
import { PushInbox } from './PushInbox';
import { ReadQueue } from './ReadQueue';
import type { RemovalGuard } from './RemovalGuard';
import { SourceState } from './SourceState';

const DEBOUNCE_MS = 100;
const RETRY_DELAYS_MS = [1, 2, 5, 10, 30, 60].map(seconds => seconds * 1000);

/** So often everything is given to the catalog again: a name that somebody else had may have become free. */
const GIVE_AGAIN_MS = 60 * 60 * 1000;

/** So long the catalog takes to remove what nobody gives any more: it looks each 30 seconds. */
const LET_GO_MS = 45_000;

/** More than the catalog takes for one service of a first read: it is not to be disturbed in that. */
const TAKE_IN_MS = 20;

/** Has the read tried again, without a word: the Git host does not show a push yet. */
class BehindPushError extends Error {}

/** What the catalog was last given is as of there. */
type Position = {
  /** For the next read of everything; missing when that has to be done in any case. */
  etag?: string;
  commit?: string;
  /** Whether pushes were followed since everything was read. */
  isFollowed: boolean;
};

/**
 * Keeps the catalog the same as one source: reads it at start, follows each push, and reads it on a schedule. What fails
 * changes nothing.
 *
 * @internal
 */
export class SourceSynchronizer {
  private readonly queue: ReadQueue;
  private readonly inbox: PushInbox;
  private readonly state: SourceState;
  private readonly now: () => number;
  private position: Position = { isFollowed: false };
  /** Whether the index holds the source; before, it must not take anything away. */
  private isLoaded = false;
  private isStopped = false;
  private givenAt = 0;
  private takeOver?: NodeJS.Timeout;
  private settling?: NodeJS.Timeout;
  private told = new Set<string>();

  constructor(
    private readonly source: Source,
    private readonly deps: {
      index: ManifestIndex;
      writer: CatalogWriter;
      guard: RemovalGuard;
      events: EventsService;
      logger: LoggerService;
      scheduler: SchedulerService;
      schedule: SchedulerServiceTaskScheduleDefinition;
      now?: () => number;
    },
  ) {
    this.now = deps.now ?? Date.now;
    this.inbox = new PushInbox(this.now);
    this.state = new SourceState(this.now);
    this.queue = new ReadQueue({
      read: () => this.synchronize(),
      debounceMs: DEBOUNCE_MS,
      retryDelaysMs: RETRY_DELAYS_MS,
    });
  }

  /**
   * Begins to read at once, and gives when the catalog takes entities; ends with {@link SourceSynchronizer.stop}.
   */
  async start(): Promise<void> {
    const { deps, source } = this;
    const name = `service-manifest:${source.settings.id}`;
    this.queue.run();
    await deps.writer.connected;
    if (source.concerns) {
      await deps.events.subscribe({
        id: `${name}:push`,
        topics: PUSH_TOPICS,
        onEvent: async ({ topic, eventPayload }) => {
          const pushes = pushesIn(topic, eventPayload).filter(push =>
            source.concerns?.(push),
          );
          pushes.forEach(push => this.inbox.add(push));
          if (pushes.length > 0) {
            this.queue.request();
          }
        },
      });
    }
    await deps.scheduler.scheduleTask({
      ...deps.schedule,
      id: `${name}:read`,
      fn: () => this.queue.run(),
    });
    // What was pushed before anybody listened must not wait for the schedule, which may be far.
    this.queue.run();
  }

  /** Ends what is waiting, for the process to end; what is under way ends by itself, and quietly. */
  stop(): void {
    this.isStopped = true;
    this.queue.stop();
    clearTimeout(this.takeOver);
    clearTimeout(this.settling);
  }

  /**
   * Whether this source gives an entity that somebody else has in the catalog, who then is to let it go. This source is
   * given again when the catalog has removed it.
   */
  claims(entityRef: string): boolean {
    const isClaimed = this.deps.writer.gives(entityRef);
    if (isClaimed && !this.isStopped) {
      this.takeOver ??= setTimeout(() => {
        this.takeOver = undefined;
        this.giveAgain();
      }, LET_GO_MS).unref();
    }
    return isClaimed;
  }

  private giveAgain(): void {
    this.givenAt = -Infinity;
    this.queue.request();
  }

  private async synchronize(): Promise<void> {
    const startedAt = this.now();
    try {
      if (!(await this.followPushes(startedAt))) {
        this.inbox.handOver();
        await this.readAll(startedAt);
      }
    } catch (error) {
      if (isError(error) && error.name === 'NotModifiedError') {
        await this.onUnchanged(startedAt);
        return;
      }
      if (!(error instanceof BehindPushError)) {
        await this.onFailure(error);
      }
      throw error;
    }
  }

  /** Applies the pushes that follow what is held. Returns whether there were any and none is left. */
  private async followPushes(startedAt: number): Promise<boolean> {
    const { deps } = this;
    let { etag, commit } = this.position;
    let pushes = 0;
    let files = 0;
    let isTouched = false;
    for (
      let push = this.inbox.takeFrom(commit);
      push && commit;
      push = this.inbox.takeFrom(commit)
    ) {
      const read = await this.readPush(push, commit);
      if (!read) {
        break;
      }
      // Until the catalog has all of it, only a read of everything tells what is there.
      this.position = { isFollowed: true };
      const { changed, removed, environmentFolders, refused } = read.change;
      const count = changed.length + removed.length;
      if (
        count + (environmentFolders?.size ?? 0) + (refused?.length ?? 0) >
        0
      ) {
        this.state.refuseMore(refused ?? []);
        await deps.index.update(read.change);
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
      await this.give(
        'changes',
        startedAt,
        `${files} files of ${pushes} pushes`,
      );
    }
    this.position = { etag, commit, isFollowed: true };
    this.inbox.hold(commit);
    return this.inbox.isEmpty;
  }

  /** Reads what a push brought; a push that cannot be followed goes back to the others. */
  private async readPush(push: Push, commit: string) {
    let read: PushRead | undefined;
    try {
      read = await this.source.readPush?.(push, commit);
      return read;
    } finally {
      if (!read) {
        this.inbox.add(push);
      }
    }
  }

  private async readAll(startedAt: number): Promise<void> {
    const { source, deps } = this;
    const asked = this.isFirstFill();
    // The answer is only awaited when the files are there.
    asked.catch(() => {});
    const { etag, commit, tree } = await source.read(this.position.etag);
    const isFirst = asked.then(answer => {
      // Not before: the answer to a read that failed may come when a later one has given something.
      if (answer) {
        deps.writer.begin();
      }
      return answer;
    });
    isFirst.catch(() => {});
    this.position = { isFollowed: false };
    this.state.recover();
    this.state.refuse(tree.refused);
    const what = `${tree.files.length} files`;
    let early = 0;
    await deps.index.replace(
      tree,
      this.isLoaded
        ? undefined
        : {
            isWanted: isFirst,
            take: async entities => {
              await deps.writer.add(entities);
              early += entities.length;
            },
          },
    );
    this.isLoaded = true;
    if (await isFirst) {
      await this.give('changes', startedAt, what, early);
      // Another process may have begun as well, or not have come to its end.
      this.givenAt = this.now();
      const services = await deps.guard.before();
      clearTimeout(this.settling);
      this.settling = setTimeout(
        () => this.giveAgain(),
        LET_GO_MS + services.size * TAKE_IN_MS,
      ).unref();
    } else {
      await this.give('all', startedAt, what);
    }
    this.position = { etag, commit, isFollowed: false };
    this.inbox.hold(commit ?? etag);
    if (commit && this.inbox.isAwaiting) {
      throw new BehindPushError();
    }
  }

  /** Whether this is the first read, and the catalog has no service of the source yet; waits for the catalog. */
  private async isFirstFill(): Promise<boolean> {
    const { isLoaded, deps } = this;
    if (isLoaded) {
      return false;
    }
    await deps.writer.connected;
    return (await deps.guard.before()).size === 0;
  }

  /**
   * Gives the catalog what the index holds, as far as that is to be believed.
   *
   * @param early - how many entities were given before
   */
  private async give(
    mode: 'all' | 'changes',
    startedAt: number,
    what: string,
    early = 0,
  ): Promise<void> {
    const { deps, source, state } = this;
    deps.index.setNotes(state.notes);
    let built = await deps.index.build();
    const services = servicesOf(built);
    const doubt = await deps.guard.doubt(services);
    const news = state.doubtRemoval(doubt);
    if (news) {
      deps.logger.warn(`${source.title}: ${news.sentence}`);
      deps.index.setNotes(state.notes);
      built = await deps.index.build();
    }
    const result = await deps.writer.write(built.entities, {
      mode,
      keepMissing: doubt !== undefined,
    });
    if (!doubt) {
      deps.guard.accept(services);
    }
    if (mode === 'all') {
      this.givenAt = this.now();
    }
    const written = early + result.written;
    this.log(
      built,
      { ...result, written },
      `${what}, ${this.now() - startedAt} ms`,
    );
  }

  private log(
    { services, broken, notes }: BuiltEntities,
    { written, removed }: { written: number; removed: number },
    effort: string,
  ) {
    const { logger } = this.deps;
    logger.info(
      `Read ${services} services from ${this.source.title}, ${broken} of them with errors: ${written} entities changed, ${removed} removed (${effort})`,
    );
    for (const note of notes) {
      if (!this.told.has(note)) {
        logger.warn(`No entity of a service can tell about this: ${note}`);
      }
    }
    this.told = new Set(notes);
  }

  private async onUnchanged(startedAt: number): Promise<void> {
    if (this.inbox.isAwaiting) {
      throw new BehindPushError();
    }
    if (this.state.recover()) {
      await this.showState();
    }
    if (this.isLoaded && this.now() - this.givenAt >= GIVE_AGAIN_MS) {
      if (this.position.isFollowed) {
        // Following is as right as what hosts say of their commits; once in a while that is checked.
        this.position = { isFollowed: false };
        await this.readAll(startedAt);
      } else {
        await this.give('all', startedAt, 'nothing new');
      }
    }
  }

  private async onFailure(error: unknown): Promise<void> {
    const { logger } = this.deps;
    if (this.isStopped) {
      return;
    }
    const reason = describeError(error);
    logger.warn(
      `Could not read service manifests from ${this.source.title}, the catalog stays as it is: ${reason}`,
    );
    if (this.state.fail(reason)) {
      await this.showState();
    }
  }

  /** Shows what is known about the source on its entity, and changes nothing else. */
  private async showState(): Promise<void> {
    const { index, writer, logger } = this.deps;
    try {
      index.setNotes(this.state.notes);
      const { entities } = await index.build();
      const own = entities.get(this.entityRef);
      if (own) {
        await writer.add([own]);
      }
    } catch (error) {
      logger.debug(
        `The state of a source was not shown: ${describeError(error)}`,
      );
    }
  }

  private get entityRef(): string {
    const { id } = this.source.settings;
    return `resource:default/${id}-repository`.toLocaleLowerCase('en-US');
  }
}

function servicesOf({ entities }: { entities: Map<string, Entity> }) {
  const refs = [...entities].filter(([, { kind }]) => kind === 'Component');
  return new Set(refs.map(([ref]) => ref));
}
