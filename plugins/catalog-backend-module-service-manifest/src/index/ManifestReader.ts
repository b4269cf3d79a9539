import { chunk } from 'lodash';
import {
  compact,
  type ParsedManifest,
  type ParseSettings,
} from '../parsing/parseManifest';
import {
  type ParsedService,
  parseService,
  type ServiceFiles,
} from '../parsing/parseService';
import type { ParsingThread } from '../parsing/ParsingThread';
import { serviceFolderOf } from '../sources/FileSelection';
import type { SourceFile } from '../sources/types';
import { breathing } from '../util/breathe';
import type { ParsedManifests } from './ParsedManifests';
import type { ServiceFolders } from './ServiceFolders';

/** With fewer than these to parse, a thread is not worth starting. */
const THREAD_FROM = 150;

/** Manifests that are read in one go; the first ones are wanted soon. */
const BATCH = 100;
const FIRST_BATCH = 50;

/**
 * Takes over one manifest that was read; a small step.
 *
 * @internal
 */
export type TakeOver = () => ParsedManifest;

/**
 * Reads many manifests with their folders: in a thread of its own while this one takes over what was read before. The
 * thread takes a moment to start, so that the first batch is read here.
 *
 * @internal
 */
export class ManifestReader {
  constructor(
    private readonly settings: ParseSettings,
    private readonly deps: {
      manifests: ParsedManifests;
      folders: ServiceFolders;
      /** Missing: everything is read here. */
      thread?: ParsingThread;
    },
  ) {}

  /** Reads manifests, some at a time, in their order; what lies in their folders has been taken over before. */
  async *read(files: SourceFile[]): AsyncGenerator<TakeOver[]> {
    const batches = [
      files.slice(0, FIRST_BATCH),
      ...chunk(files.slice(FIRST_BATCH), BATCH),
    ];
    const changed = await this.changedOf(files);
    const thread = changed.size >= THREAD_FROM ? this.deps.thread : undefined;
    thread?.open();
    try {
      let next = this.readBatch(batches[0], changed);
      for (const [index] of batches.entries()) {
        const ready = await next;
        const following = batches[index + 1];
        if (following) {
          next = this.readBatch(following, changed, thread);
        }
        yield ready;
      }
    } finally {
      thread?.close();
    }
  }

  private async readBatch(
    batch: SourceFile[],
    changed: ReadonlySet<SourceFile>,
    thread?: ParsingThread,
  ): Promise<TakeOver[]> {
    const { settings, deps } = this;
    const services = batch
      .filter(file => changed.has(file))
      .map(
        (file): ServiceFiles => ({
          file,
          folder: deps.folders.find(serviceFolderOf(file.path)),
        }),
      );
    const texts =
      services.length > 0 ? await thread?.parse(services, settings) : undefined;
    const taken = new Map<SourceFile, TakeOver>(
      services.map((service, index) => [
        service.file,
        () =>
          this.take(
            service.file,
            texts
              ? JSON.parse(texts[index])
              : compact(parseService(service, settings)),
          ),
      ]),
    );
    return batch.map(
      file => taken.get(file) ?? (() => deps.manifests.set(file)),
    );
  }

  private take(file: SourceFile, { parsed, folder }: ParsedService) {
    const { manifests, folders } = this.deps;
    if (parsed.kind === 'good' && folder) {
      folders.adopt(parsed.manifest, folder);
    }
    return manifests.adopt(file, parsed);
  }

  private async changedOf(files: SourceFile[]): Promise<Set<SourceFile>> {
    const breathe = breathing();
    const changed = new Set<SourceFile>();
    for (const file of files) {
      if (!this.deps.manifests.held(file)) {
        changed.add(file);
      }
      await breathe();
    }
    return changed;
  }
}
