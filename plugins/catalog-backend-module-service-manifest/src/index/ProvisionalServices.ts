import type { Entity } from '@backstage/catalog-model';
import {
  type KnownService,
  type ResolvedDependency,
  DependencyResolver,
  locateManifest,
} from '@stonegarden/service-manifest';
import type { SourceFile, SourceSettings } from '../sources/types';
import { breathing } from '../util/breathe';
import type { ParsedManifest } from '../parsing/parseManifest';

type Good = Extract<ParsedManifest, { kind: 'good' }>;

type ToEntity = (parsed: Good, dependencies: ResolvedDependency[]) => Entity;

/**
 * Services that can be given to the catalog before all manifests are parsed: those whose entity hardly depends on what
 * the others say. A service's folder nearly always has its name, so that names are known before.
 *
 * @internal
 */
export class ProvisionalServices {
  private constructor(
    private readonly resolver: DependencyResolver,
    private readonly folders: ReadonlyMap<string, number>,
    /** By path of the manifest. */
    private readonly names: ReadonlyMap<string, string>,
    private readonly toEntity: ToEntity,
  ) {}

  /** @param paths - of all manifests of the source */
  static async of(
    paths: string[],
    { layers }: Pick<SourceSettings, 'layers'>,
    toEntity: ToEntity,
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
    const resolver = new DependencyResolver(expected);
    const names = new Map(
      expected.map(({ name, location }) => [location.path, name]),
    );
    return new ProvisionalServices(resolver, folders, names, toEntity);
  }

  /** Manifests in order of the names that their services are expected to have. */
  inOrderOfNames(manifests: SourceFile[]): SourceFile[] {
    const nameOf = ({ path }: SourceFile) => this.names.get(path) ?? path;
    return [...manifests].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  }

  /** The entity of a manifest; undefined when that has to wait for the other manifests. */
  entityOf(parsed: ParsedManifest): Entity | undefined {
    if (parsed.kind !== 'good') {
      return undefined;
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
    return isExpected && isResolved
      ? this.toEntity(parsed, dependencies)
      : undefined;
  }
}
