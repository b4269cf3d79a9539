import fs from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

/** What the example repository says about a service; read from its files, not through the portal's own parser. */
export interface ExpectedService {
  name: string;
  layer: string;
  /** What people call it. */
  teamTitle: string;
  /** In promotion order. */
  environments: string[];
  /** Names of the services it depends on, aliases and layered paths resolved. */
  dependencies: string[];
  /** Promised, in percent. */
  availability?: number;
}

const kubernetes = path.resolve(
  import.meta.dirname,
  '../../examples/homelab/kubernetes',
);

interface Manifest {
  metadata: { name: string };
  spec: {
    aliases?: string[];
    owner: { team: string };
    environments: Array<{ name: string }> | Record<string, unknown>;
    dependencies?: Array<string | { ref: string }>;
    sla?: { availability?: string | number };
  };
}

/** Every service of examples/homelab. */
export function expectedServices(): ExpectedService[] {
  const found = ['services', 'platform', 'infra']
    .flatMap(layer => manifestsBelow(path.join(kubernetes, layer)))
    .map(file => ({
      layer: path.relative(kubernetes, file).split(path.sep)[0],
      manifest: parse(fs.readFileSync(file, 'utf8')) as Manifest,
    }));
  const byAlias = new Map(
    found.flatMap(({ manifest }) =>
      (manifest.spec.aliases ?? []).map(
        alias => [alias, manifest.metadata.name] as const,
      ),
    ),
  );
  const titles = teamTitles();
  return found.map(({ layer, manifest: { metadata, spec } }) => ({
    name: metadata.name,
    layer,
    teamTitle: titles.get(spec.owner.team) ?? spec.owner.team,
    environments: Array.isArray(spec.environments)
      ? spec.environments.map(({ name }) => name)
      : Object.keys(spec.environments),
    dependencies: (spec.dependencies ?? []).map(dependency => {
      const ref = typeof dependency === 'string' ? dependency : dependency.ref;
      const name = ref.split('/').slice(-1)[0];
      return byAlias.get(name) ?? name;
    }),
    availability:
      spec.sla?.availability === undefined
        ? undefined
        : parseFloat(String(spec.sla.availability)),
  }));
}

function teamTitles(): Map<string, string> {
  const documents = parseAllDocuments(
    fs.readFileSync(path.join(kubernetes, 'bootstrap/teams.yaml'), 'utf8'),
  ).map(document => document.toJS());
  const { spec } = documents.find(({ kind }) => kind === 'Teams') as {
    spec: { teams: Array<{ name: string; title: string }> };
  };
  return new Map(spec.teams.map(({ name, title }) => [name, title]));
}

function manifestsBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => path.basename(file) === 'service.yaml')
    .map(file => path.join(folder, file))
    .filter(file =>
      /^apiVersion: platform\.stonegarden\.dev\//m.test(
        fs.readFileSync(file, 'utf8'),
      ),
    )
    .sort();
}
