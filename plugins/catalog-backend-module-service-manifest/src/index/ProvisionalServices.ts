import type { Entity } from '@backstage/catalog-model';
import {
  type KnownService,
  type ResolvedDependency,
  DependencyResolver,
  locateManifest,
} from '@stonegarden/service-manifest';
import type { SourceSettings } from '../sources/types';
import { breathing, breatheThrough } from '../util/breathe';
import type { ParsedManifest } from './ParsedManifests';

type Good = Extract<ParsedManifest, { kind: 'good' }>;

type ProvisionalOptions = {
  toEntity: (parsed: Good, dependencies: ResolvedDependency[]) => Entity;
  onReady: (entities: Entity[]) => Promise<void>;
};

/** The first ones are wanted soon; later ones have to wait for the catalog anyway. */
const CHUNKS = [50, 200, 500, 1000];

/**
 * Services that can be given to the catalog before all manifests are parsed: those whose entity hardly depends on what
 * the others say. A service's folder nearly always has its name, so that names are known before.
 *
 * @internal
 */
export class ProvisionalServices {
  private waiting: Entity[] = [];
  private chunks = 0;

  private constructor(
    private readonly resolver: DependencyResolver,
    private readonly folders: ReadonlyMap<string, number>,
    private readonly options: ProvisionalOptions,
  ) {}

  /** @param paths - of all manifests of the source */
  static async of(
    paths: string[],
    { layers }: Pick<SourceSettings, 'layers'>,
    options: ProvisionalOptions,
  ): Promise<ProvisionalServices> {
    const breathe = breathing();
    const folders = new Map<string, number>();
    const expected: KnownService[] = [];
    for (const path of paths) {
      const location = locateManifest(path, { layers });
      const { folder } = location;
      folders.set(folder, (folders.get(folder) ?? 0) + 1);
      expected.push({ name: folder, aliases: [], location });
      await breathe();
    }
    const resolver = await breatheThrough(DependencyResolver.inSteps(expected));
    return new ProvisionalServices(resolver, folders, options);
  }

  /** Takes a manifest; what is ready is given when it is enough for the catalog to be busy with. */
  async add(parsed: ParsedManifest): Promise<void> {
    if (parsed.kind !== 'good') {
      return;
    }
    const { name, location } = parsed.manifest;
    const isExpected = name === location.folder && this.folders.get(name) === 1;
    const dependencies = parsed.manifest.dependencies.map(dependency => ({
      ...dependency,
      service: this.resolver.resolve(dependency.ref),
    }));
    const isResolved = dependencies.every(
      ({ service }) => service !== undefined && service !== name,
    );
    if (isExpected && isResolved) {
      this.waiting.push(this.options.toEntity(parsed, dependencies));
    }
    if (this.waiting.length >= (CHUNKS[this.chunks] ?? CHUNKS.at(-1) ?? 0)) {
      await this.flush();
    }
  }

  /** Gives what is left. */
  async flush(): Promise<void> {
    const ready = this.waiting;
    this.waiting = [];
    this.chunks += 1;
    if (ready.length > 0) {
      await this.options.onReady(ready);
    }
  }
}
