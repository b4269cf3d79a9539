import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  manifestText,
  overlayTexts,
  teamsText,
} from '../../__testUtils__/manifestText';
import type { GitWorld, Webhook } from './GitWorld';
import type { SeededRandom } from './SeededRandom';

const PLACES = [
  'services',
  'platform/data',
  'platform/messaging',
  'infra/network',
] as const;
const TEAMS = ['product', 'sre', 'data'];
const UNFINISHED = 'dependencies: [unfinished';

/** A repository of services, and the careless hands that work on it. */
export class RandomServices {
  #made = 0;

  readonly #world: GitWorld;
  readonly #random: SeededRandom;

  constructor(world: GitWorld, random: SeededRandom) {
    this.#world = world;
    this.#random = random;
  }

  /** Writes so many services; call it once. */
  async begin(count: number): Promise<Webhook> {
    await this.#writeTeams();
    for (let i = 0; i < count; i++) {
      await this.#create();
    }
    return this.#world.push();
  }

  /** Does something to the repository. Resolves with the webhooks of it, and what it was. */
  async step(): Promise<{ what: string; webhooks: Webhook[] }> {
    const what = this.#random.one([
      ...['edit', 'edit', 'edit', 'create', 'create', 'remove', 'overlay'],
      ...[
        'rename',
        'rename',
        'move',
        'break',
        'repair',
        'teams',
        'team-folder',
      ],
      ...['rewrite', 'rewrite', 'recreate', 'nothing', 'rewind'],
    ] as const);
    const webhooks: Webhook[] = [];
    const folder = this.#random.one(await this.folders());
    const name = nameOf(folder);
    if (what === 'edit') {
      await this.#world.write({
        [`${folder}/service.yaml`]: this.#manifest(name),
      });
    } else if (what === 'create') {
      await this.#create();
    } else if (what === 'remove') {
      await this.#world.write({ [folder]: undefined });
    } else if (what === 'overlay') {
      await this.#world.write({
        [`${folder}/environments/dev/kustomization.yaml`]: [
          `namespace: ${name}-dev`,
          'resources: [../base]',
          `images: [{name: ${name}, newTag: v${this.#random.below(100)}}]`,
          '',
        ].join('\n'),
      });
    } else if (what === 'rename') {
      const other = `${dirname(folder)}/s${++this.#made}-renamed`;
      await this.#move(folder, other);
      await this.#world.write({
        [`${other}/service.yaml`]: this.#manifest(nameOf(other)),
      });
    } else if (what === 'move') {
      const others = PLACES.filter(
        place => `kubernetes/${place}` !== dirname(folder),
      );
      await this.#move(
        folder,
        `kubernetes/${this.#random.one(others)}/${name}`,
      );
    } else if (what === 'break') {
      await this.break(folder);
    } else if (what === 'repair') {
      await this.repairAll();
    } else if (what === 'teams') {
      await this.#writeTeams();
    } else if (what === 'team-folder') {
      await this.#world.write({
        [`kubernetes/teams/t${++this.#made}/rbac.yaml`]: 'kind: AppProject\n',
      });
    } else if (what === 'rewrite' || what === 'rewind') {
      const back = await this.#commitsBack(1 + this.#random.below(2));
      await this.#world.git('reset', '--quiet', '--hard', `HEAD~${back}`);
      if (what === 'rewind' && back > 0) {
        webhooks.push(await this.#world.pushHead());
        return { what, webhooks };
      }
      await this.#create();
    } else if (what === 'recreate') {
      webhooks.push(await this.#world.deleteBranch());
      await this.#create();
    }
    webhooks.push(await this.#world.push());
    return { what, webhooks };
  }

  /** Leaves a manifest that is not YAML. */
  async break(folder: string): Promise<void> {
    const path = `${folder}/service.yaml`;
    const text = await readFile(join(this.#world.clone, path), 'utf8');
    await this.#world.write({ [path]: `${text}  ${UNFINISHED}\n` });
  }

  /** Gives each broken manifest a new, good text. */
  async repairAll(): Promise<void> {
    for (const folder of await this.folders()) {
      const path = `${folder}/service.yaml`;
      const text = await readFile(join(this.#world.clone, path), 'utf8');
      if (text.includes(UNFINISHED)) {
        await this.#world.write({ [path]: this.#manifest(nameOf(folder)) });
      }
    }
  }

  /** Folders of the services there are, from the repository's root. */
  async folders(): Promise<string[]> {
    const found = new Array<string>();
    for (const place of PLACES) {
      const parent = `kubernetes/${place}`;
      const names = await readdir(join(this.#world.clone, parent)).catch(
        () => [],
      );
      found.push(...names.map(name => `${parent}/${name}`));
    }
    return found.sort();
  }

  async #create(): Promise<void> {
    const folder = `kubernetes/${this.#random.one(PLACES)}/s${++this.#made}`;
    await this.#world.write({
      [`${folder}/service.yaml`]: this.#manifest(nameOf(folder)),
      ...overlayTexts(folder),
    });
  }

  async #move(from: string, to: string): Promise<void> {
    const { clone } = this.#world;
    await mkdir(dirname(join(clone, to)), { recursive: true });
    await rename(join(clone, from), join(clone, to));
  }

  async #writeTeams(): Promise<void> {
    const teams = TEAMS.map(name => ({
      name,
      title: `${name} ${this.#random.below(1000)}`,
    }));
    await this.#world.write({
      'kubernetes/bootstrap/teams.yaml': teamsText(teams),
    });
  }

  async #commitsBack(wanted: number): Promise<number> {
    const { stdout } = await this.#world.git('rev-list', '--count', 'HEAD');
    return Math.min(wanted, Number(stdout) - 1);
  }

  /** Depends on others by number, some of which are there, some not yet and some no more. */
  #manifest(name: string): string {
    const random = this.#random;
    const others = Array.from(
      { length: random.below(4) },
      () => `s${1 + random.below(this.#made)}`,
    );
    return manifestText(name, {
      description: `Does ${random.below(1_000_000)}`,
      owner: { team: random.one(TEAMS) },
      dependencies: [...new Set(others)].filter(other => other !== name),
    });
  }
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('/') + 1);
}
