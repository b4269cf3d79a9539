import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** What the example repository says about a service; read from its files, not through the portal's own parser. */
export interface ExpectedService {
  name: string;
  layer: string;
  team: string;
  /** In promotion order. */
  environments: string[];
  /** As written: a name, a layered path or an alias. */
  dependencies: string[];
}

const kubernetes = path.resolve(__dirname, '../../examples/homelab/kubernetes');

/** Every service of examples/homelab. */
export function expectedServices(): ExpectedService[] {
  return ['services', 'platform', 'infra']
    .flatMap(layer => manifestsBelow(path.join(kubernetes, layer)))
    .map(file => {
      const manifest = parse(fs.readFileSync(file, 'utf8'));
      const { environments, dependencies, owner } = manifest.spec;
      return {
        name: manifest.metadata.name,
        layer: path.relative(kubernetes, file).split(path.sep)[0],
        team: owner.team,
        environments: Array.isArray(environments)
          ? environments.map(({ name }) => name)
          : Object.keys(environments),
        dependencies: dependencies ?? [],
      };
    });
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
